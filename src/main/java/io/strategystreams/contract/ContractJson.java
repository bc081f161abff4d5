package io.strategystreams.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.core.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  /** A JSON value that is read is no longer, so that it takes neither much time nor memory. */
  public static final int MOST_CHARACTERS = 1 << 20;

  /** The longest value that an error repeats. */
  static final int SHOWN_CHARACTERS = 80;

  /** Where Jackson says that it does not say what it reads, or speaks to programmers. */
  private static final Pattern SOURCE =
      Pattern.compile(
          " \\(for .* starting at \\[Source: .*]\\)|:? \\(?enable `.*|,? from `StreamReadConstraints.*");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  // The text of a double must not depend on the Java version.
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Names are of others' choice: kept for ever, or chosen to collide.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(MOST_CHARACTERS)
                          .maxNameLength(MOST_CHARACTERS)
                          .build())
                  .characterEscapes(new PrintableEscapes())
                  .build())
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

  /** A tree as an error repeats it. */
  public static String shown(JsonNode tree) {
    if (tree.isContainerNode() && tree.size() > SHOWN_CHARACTERS) {
      return (tree.isArray() ? "an array of " : "an object of ") + tree.size() + " entries";
    }
    return Printable.line(write(tree), SHOWN_CHARACTERS);
  }

  /**
   * A text as a tree, numbers kept as they are written.
   *
   * @throws ContractJsonException if the text is not one JSON value, saying where, or exceeds the
   *     bounds of size, depth and numbers
   */
  public static JsonNode parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new ContractJsonException(
          "a JSON value must have at most "
              + MOST_CHARACTERS
              + " characters, was "
              + text.length()
              + ": split it");
    }
    try (JsonParser parser = MAPPER.createParser(text)) {
      return TreeReader.read(parser);
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new ContractJsonException(
          "not JSON"
              + where
              + ": "
              + Printable.line(
                  SOURCE.matcher(e.getOriginalMessage()).replaceAll(""), 2 * SHOWN_CHARACTERS));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can always be read", e);
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
