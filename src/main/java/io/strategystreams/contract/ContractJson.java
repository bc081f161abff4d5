package io.strategystreams.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events as JSON, for people, files and pipes.
 *
 * <p>Fields have the contract's names and order. Decimals are strings in plain notation without
 * trailing zeros, {@code "0"} for zero; times are ISO-8601 in UTC, {@code 2024-06-01T00:00:00Z},
 * with milliseconds only where there are some; enums are their symbols; an absent optional is null;
 * the keys of maps are sorted. The same event gives the same text on every machine.
 */
public final class ContractJson {
  /** Where Jackson says that it does not say what it reads. */
  private static final Pattern SOURCE = Pattern.compile(" \\(for .* starting at \\[Source: .*]\\)");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // The text of a double must not depend on the Java version.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ContractJson() {}

  /** An event as a tree, for a caller to add to or print. */
  public static ObjectNode toJson(SpecificRecord event) {
    return JsonOfEvent.record(event);
  }

  /** An event on one line, without a line's end. */
  public static String toLine(SpecificRecord event) {
    return write(toJson(event));
  }

  /** A tree on one line, without a line's end. */
  public static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /**
   * A text as a tree, numbers kept as they are written.
   *
   * @throws ContractJsonException if the text is not one JSON value, saying where
   */
  public static JsonNode parse(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new ContractJsonException("a JSON value is needed, was nothing");
      }
      return tree;
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new ContractJsonException(
          "not JSON" + where + ": " + SOURCE.matcher(e.getOriginalMessage()).replaceAll(""));
    }
  }

  /**
   * An event from a tree. Lenient: an absent optional need not be there, a decimal may be a string
   * or a number. Strict: an unknown field is an error that names it, and so is a required one that
   * is not there.
   *
   * @throws ContractJsonException saying which field, what is expected and what was there
   */
  public static <T extends SpecificRecord> T fromJson(Class<T> type, JsonNode tree) {
    return type.cast(
        EventOfJson.record(SpecificData.getForClass(type).getSchema(type), tree, type));
  }

  /**
   * As {@link #fromJson}, from text.
   *
   * @throws ContractJsonException as {@link #parse} and {@link #fromJson}
   */
  public static <T extends SpecificRecord> T fromText(Class<T> type, String text) {
    return fromJson(type, parse(text));
  }
}
