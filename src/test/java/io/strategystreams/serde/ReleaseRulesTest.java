package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One of each kind of break, and of each kind of change that is none. */
class ReleaseRulesTest {
  private static final String RELEASED =
      """
      {"type": "record", "name": "Cup", "namespace": "shop", "doc": "A cup.", "fields": [
        {"name": "size", "type": "int"},
        {"name": "label", "type": "string"},
        {"name": "price", "type":
          {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 18}},
        {"name": "made", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "colour", "type": {"type": "enum", "name": "Colour",
          "symbols": ["UNKNOWN", "RED", "BLUE"], "default": "UNKNOWN"}},
        {"name": "note", "type": ["null", "string"], "default": null},
        {"name": "count", "type": "long", "default": 1},
        {"name": "sizes", "type": {"type": "map", "values": "double"}},
        {"name": "parts", "type": {"type": "array", "items":
          {"type": "record", "name": "Part", "fields": [{"name": "weight", "type": "double"}]}}}
      ]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"size\", \"type\": \"int\"}, | `` | Cup.size must stay: it was released",
        "{\"name\": \"note\", \"type\": [\"null\", \"string\"], \"default\": null}, | `` | Cup.note must stay: it was released",
        "{\"name\": \"size\" | {\"name\": \"length\" | Cup.size must stay: it was released",
        "\"name\": \"size\" | \"name\": \"length\", \"aliases\": [\"size\"] | Cup.size must stay: it was released",
        "A cup.\", \"fields\": [ | A cup.\", \"fields\": [{\"name\": \"weight\", \"type\": \"int\"}, | Cup.weight must have a default: it was added",
        "\"size\", \"type\": \"int\" | \"size\", \"type\": \"long\" | Cup.size must keep its type int, was long",
        "\"label\", \"type\": \"string\" | \"label\", \"type\": \"bytes\" | Cup.label must keep its type string, was bytes",
        "\"label\", \"type\": \"string\" | \"label\", \"type\": [\"null\", \"string\"] | Cup.label must keep its type string, was union",
        "\"scale\": 18 | \"scale\": 8 | Cup.price must keep its meaning decimal of precision 38 and scale 18, was decimal of precision 38 and scale 8",
        "\"precision\": 38 | \"precision\": 36 | Cup.price must keep its meaning decimal of precision 38 and scale 18, was decimal of precision 36 and scale 18",
        "\"logicalType\": \"decimal\", | `` | Cup.price must keep its meaning decimal of precision 38 and scale 18, was plain bytes",
        "timestamp-millis | timestamp-micros | Cup.made must keep its meaning timestamp-millis, was timestamp-micros",
        "\"RED\", | `` | Cup.colour must keep its symbol RED: it was released",
        "], \"default\": \"UNKNOWN\" | ] | Cup.colour must keep its default symbol UNKNOWN, was null",
        "\"default\": \"UNKNOWN\" | \"default\": \"RED\" | Cup.colour must keep its default symbol UNKNOWN, was RED",
        "\"name\": \"Colour\" | \"name\": \"Paint\" | Cup.colour must keep its full name shop.Colour, was shop.Paint",
        "\"name\": \"Cup\" | \"name\": \"Mug\" | Cup must keep its full name shop.Cup, was shop.Mug",
        "\"name\": \"Cup\" | \"name\": \"Mug\", \"aliases\": [\"Cup\"] | Cup must keep its full name shop.Cup, was shop.Mug",
        "\"namespace\": \"shop\" | \"namespace\": \"store\" | Cup must keep its full name shop.Cup, was store.Cup",
        "[\"null\", \"string\"] | [\"null\", \"string\", \"int\"] | Cup.note must keep its branches [null, string], was [null, string, int]",
        "[\"null\", \"string\"] | [\"null\"] | Cup.note must keep its branches [null, string], was [null]",
        "[\"null\", \"string\"], \"default\": null | [\"string\", \"null\"], \"default\": \"\" | Cup.note must keep its branches [null, string], was [string, null]",
        "\"default\": 1 | \"default\": 2 | Cup.count must keep its default 1, was 2",
        "\"long\", \"default\": 1 | \"long\" | Cup.count must keep its default 1, was no default",
        "\"values\": \"double\" | \"values\": \"float\" | Cup.sizes{} must keep its type double, was float",
        "\"weight\", \"type\": \"double\" | \"weight\", \"type\": \"string\" | Cup.parts[].weight must keep its type double, was string",
      })
  void everyBreakIsNoticed(String from, String to, String expected) {
    assertThat(breaks(from, to)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A cup. | Something to drink from.",
        "A cup.\", \"fields\": [ | A cup.\", \"fields\": [{\"name\": \"weight\", \"type\": \"int\", \"default\": 0},",
        "A cup.\", \"fields\": [ | A cup.\", \"fields\": [{\"name\": \"w\", \"type\": [\"null\", \"int\"], \"default\": null},",
        "\"BLUE\" | \"BLUE\", \"GREEN\"",
        "\"RED\", \"BLUE\" | \"BLUE\", \"RED\"",
        "\"name\": \"size\" | \"name\": \"size\", \"aliases\": [\"extent\"]",
        "\"name\": \"size\", \"type\": \"int\" | \"name\": \"size\", \"type\": \"int\", \"default\": 3",
      })
  void whatBreaksNothingMayChange(String from, String to) {
    assertThat(breaks(from, to)).isEmpty();
  }

  @Test
  void theSameIsNoBreak() {
    assertThat(breaks("Cup", "Cup")).isEmpty();
  }

  private static List<String> breaks(String from, String to) {
    assertThat(RELEASED).contains(from);
    return ReleaseRules.breaks(
        new Schema.Parser().parse(RELEASED), new Schema.Parser().parse(RELEASED.replace(from, to)));
  }
}
