package io.strategystreams.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.core.text.Printable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Makes a tree of JSON that others wrote. Depth and numbers are bounded before anything is made of
 * them, and every error names its place.
 */
final class TreeReader {
  /** An event has four levels, an override a few more. */
  private static final int DEEPEST = 32;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;

  private TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * The one value there is.
   *
   * @throws ContractJsonException if there is none or another follows, or it exceeds a bound
   */
  static JsonNode read(JsonParser parser) throws IOException {
    TreeReader reader = new TreeReader(parser);
    if (parser.nextToken() == null) {
      throw new ContractJsonException("a JSON value is needed, was nothing");
    }
    JsonNode tree = reader.value(1);
    if (parser.nextToken() != null) {
      throw new ContractJsonException(
          "one JSON value is needed, another begins at line "
              + parser.currentTokenLocation().getLineNr()
              + ", column "
              + parser.currentTokenLocation().getColumnNr());
    }
    return tree;
  }

  private JsonNode value(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(deeper(depth));
      case START_ARRAY -> array(deeper(depth));
      case VALUE_STRING -> NODES.textNode(sound(parser.getText()));
      case VALUE_NUMBER_INT -> whole(number().toBigIntegerExact());
      case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(number());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private ObjectNode object(int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = sound(parser.currentName());
      parser.nextToken();
      object.set(name, value(depth));
    }
    return object;
  }

  private ArrayNode array(int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(depth));
    }
    return array;
  }

  private BigDecimal number() throws IOException {
    String written = parser.getText();
    return NumberText.decimal(written)
        .orElseThrow(() -> wrong("must be " + NumberText.ALLOWED, written));
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return NODES.numberNode(number.intValueExact());
    }
    return number.bitLength() < Long.SIZE
        ? NODES.numberNode(number.longValueExact())
        : NODES.numberNode(number);
  }

  private int deeper(int depth) {
    if (depth > DEEPEST) {
      throw new ContractJsonException(
          path() + " must be nested at most " + DEEPEST + " levels deep");
    }
    return depth + 1;
  }

  /** A text that can be written as UTF-8 again. */
  private String sound(String text) {
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (Character.isSurrogate(letter)) {
        if (!Character.isHighSurrogate(letter)
            || at + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(at + 1))) {
          throw wrong("must be Unicode text, without half a surrogate pair", text);
        }
        at++;
      }
    }
    return text;
  }

  private ContractJsonException wrong(String rule, String was) {
    return new ContractJsonException(
        path() + " " + rule + ", was " + Printable.line(was, ContractJson.SHOWN_CHARACTERS));
  }

  /** As {@code exposure.positions[aave_v3:aToken:aUSDT]} and {@code prices[0].price}. */
  private String path() {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
      String step =
          at.inArray()
              ? "[" + at.getCurrentIndex() + "]"
              : at.inObject() && at.getCurrentName() != null
                  ? "." + Printable.line(at.getCurrentName(), ContractJson.SHOWN_CHARACTERS)
                  : "";
      path.insert(0, step);
    }
    String text = path.toString();
    return text.isEmpty() ? "the value" : text.startsWith(".") ? text.substring(1) : text;
  }
}
