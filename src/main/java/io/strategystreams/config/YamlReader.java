package io.strategystreams.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads the YAML of a configuration file: one mapping of scalars, lists of scalars and mappings. No
 * aliases, tags, second documents or repeated keys: each is an error, since each can make a file
 * say something else than it seems to. Size, depth and number of keys are bounded, so that reading
 * takes neither much time nor memory.
 */
final class YamlReader {
  private static final int LONGEST_KEY = 200;
  private static final int MOST_KEYS = 5_000;
  private static final int DEEPEST = 20;
  private static final YAMLFactory YAML = new YAMLFactory();

  private final String name;
  private final Problems problems;
  private final Map<String, Given> entries = new LinkedHashMap<>();

  private int keys;

  /** Where a value stands. */
  private record Place(int line, int depth) {}

  private YamlReader(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** What the text says; what cannot be read is reported to {@code problems} and left out. */
  static Document read(String name, String text, Problems problems) {
    YamlReader reader = new YamlReader(name, problems);
    if (text.length() > SmallFile.MOST_BYTES) {
      problems.add(ConfigError.ofFile(name, SmallFile.TOO_LARGE));
      return new Document(name, Map.of());
    }
    try (YAMLParser parser = YAML.createParser(text)) {
      reader.document(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.add(
          new ConfigError(
              name, Math.max(line, 0), "", "is no YAML: " + oneLine(e.getOriginalMessage()), null));
    } catch (IOException | YAMLException e) {
      problems.add(ConfigError.ofFile(name, "is no YAML: " + oneLine(e.getMessage())));
    } catch (TooMuch e) {
      problems.add(ConfigError.ofFile(name, e.getMessage()));
    }
    return new Document(name, reader.entries);
  }

  /** Beyond a bound: the rest is not read. */
  private static final class TooMuch extends RuntimeException {
    TooMuch(String problem) {
      super(problem, null, false, false);
    }
  }

  private void document(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      problems.add(
          ConfigError.ofFile(
              name,
              first == null
                  ? "must hold keys and values, was empty"
                  : "must be a mapping of keys"));
      return;
    }
    mapping(parser, "", 1);
    if (parser.nextToken() != null) {
      error(parser, "", "must hold one YAML document, another begins here", null);
    }
  }

  private void mapping(YAMLParser parser, String prefix, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new TooMuch("must be nested at most " + DEEPEST + " levels deep");
    }
    Map<String, Integer> lines = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      if (prefix.length() + parser.currentName().length() > LONGEST_KEY) {
        throw new TooMuch(
            "must have keys of at most "
                + LONGEST_KEY
                + " characters, was "
                + prefix
                + parser.currentName());
      }
      if (++keys > MOST_KEYS) {
        throw new TooMuch("must have at most " + MOST_KEYS + " keys");
      }
      String key = prefix + parser.currentName();
      int line = line(parser);
      Integer earlier = lines.putIfAbsent(key, line);
      boolean repeated = earlier != null || entries.containsKey(key);
      if (repeated) {
        int first = earlier != null ? earlier : entries.get(key).line();
        error(parser, key, "must be given once, is given on line " + first + " too", null);
      }
      JsonToken token = parser.nextToken();
      Given given = value(parser, key, token, new Place(line, depth));
      if (given != null && !repeated) {
        entries.put(key, given);
      }
    }
  }

  /** Null where the value is a mapping that was read into entries of its own, or unreadable. */
  private Given value(YAMLParser parser, String key, JsonToken token, Place place)
      throws IOException {
    if (parser.isCurrentAlias()) {
      error(parser, key, "must be written out, aliases are not read", "*" + parser.getText());
      return null;
    }
    if (token == null) {
      return null;
    }
    if (parser.getTypeId() != null) {
      error(parser, key, "must be written without a tag", "!" + parser.getTypeId());
      parser.skipChildren();
      return null;
    }
    int line = place.line();
    return switch (token) {
      case START_OBJECT -> {
        int before = entries.size();
        mapping(parser, key + ".", place.depth() + 1);
        yield entries.size() == before ? new Given(Given.Form.EMPTY_MAP, "", name, line) : null;
      }
      case START_ARRAY -> list(parser, key, line);
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          Given.scalar(parser.getText(), name, line);
      case VALUE_NULL -> new Given(Given.Form.NULL, "", name, line);
      case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME -> {
        error(parser, key, "must be a plain value", token.toString());
        yield null;
      }
    };
  }

  private Given list(YAMLParser parser, String key, int line) throws IOException {
    List<String> elements = new ArrayList<>();
    boolean plain = true;
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token.isScalarValue() && !parser.isCurrentAlias() && parser.getTypeId() == null) {
        elements.add(parser.getText());
      } else {
        plain = false;
        parser.skipChildren();
      }
    }
    if (!plain) {
      error(parser, key, "must be a list of plain values", null);
      return null;
    }
    return new Given(Given.Form.LIST, String.join(", ", elements), name, line);
  }

  private void error(JsonParser parser, String key, String problem, String found) {
    problems.add(new ConfigError(name, line(parser), key, problem, found));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String oneLine(String message) {
    String text = message == null ? "unreadable" : message.strip();
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    int programmers = first.indexOf(": <org.yaml");
    return programmers < 0 ? first : first.substring(0, programmers);
  }
}
