package io.strategystreams.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.core.text.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The direction from {@link ContractJson} to an event. Every error says where in the tree. */
final class EventOfJson {
  /** The last that a record's timestamp and every clock can say. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  private EventOfJson() {}

  static SpecificRecord record(Schema schema, JsonNode tree, Class<?> type) {
    return record(schema, tree, type.getSimpleName(), "");
  }

  private static SpecificRecord record(Schema schema, JsonNode tree, String name, String prefix) {
    if (!tree.isObject()) {
      throw wrong(name, "an object", tree);
    }
    Set<String> unknown = new TreeSet<>();
    tree.fieldNames().forEachRemaining(unknown::add);
    schema.getFields().forEach(field -> unknown.remove(field.name()));
    if (!unknown.isEmpty()) {
      throw new ContractJsonException(
          name
              + " has no field "
              + Printable.line(
                  prefix + unknown.iterator().next(), 2 * ContractJson.SHOWN_CHARACTERS));
    }
    SpecificRecord event =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      event.put(field.pos(), field(field, tree.get(field.name()), prefix + field.name()));
    }
    return event;
  }

  private static Object field(Schema.Field field, JsonNode node, String path) {
    if (node == null && field.hasDefaultValue()) {
      return SpecificData.get().getDefaultValue(field);
    }
    boolean absent = node == null || node.isNull();
    if (absent && OptionalSchema.isOptional(field.schema())) {
      return null;
    }
    if (absent) {
      throw new ContractJsonException(path + " is required, was absent");
    }
    return value(OptionalSchema.present(field.schema()), node, path);
  }

  private static Object value(Schema schema, JsonNode node, String path) {
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal) {
      return decimal(node, path);
    }
    if (logical instanceof LogicalTypes.TimestampMillis) {
      return time(node, path);
    }
    return switch (schema.getType()) {
      case STRING -> text(node, path, "a string");
      case BOOLEAN -> flag(node, path);
      case INT -> integer(node, path, Integer.SIZE).intValueExact();
      case LONG -> integer(node, path, Long.SIZE).longValueExact();
      case DOUBLE -> number(node, path);
      case ENUM -> symbol(schema, node, path);
      case MAP -> map(schema.getValueType(), node, path);
      case ARRAY -> list(schema.getElementType(), node, path);
      case RECORD -> record(schema, node, schema.getName(), path + ".");
      case UNION, FIXED, BYTES, FLOAT, NULL ->
          throw new IllegalStateException("no event has a field such as " + path);
    };
  }

  private static BigDecimal decimal(JsonNode node, String path) {
    String expected = "a decimal with at most 18 decimals and 20 digits before them";
    BigDecimal value =
        node.isNumber()
            ? node.decimalValue()
            : node.isTextual() ? NumberText.decimal(node.textValue()).orElse(null) : null;
    if (value == null) {
      throw wrong(path, expected, node);
    }
    BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (bare.scale() > Amount.SCALE
        || (long) bare.precision() - bare.scale() > Amount.PRECISION - Amount.SCALE) {
      throw wrong(path, expected, node);
    }
    return bare.setScale(Amount.SCALE, RoundingMode.UNNECESSARY);
  }

  private static Instant time(JsonNode node, String path) {
    String expected = "a UTC time such as 2024-06-01T00:00:00Z, whole milliseconds, up to 9999";
    try {
      Instant time = Instant.parse(text(node, path, expected));
      if (time.getNano() % 1_000_000 != 0
          || time.isAfter(END_OF_TIME)
          || time.getEpochSecond() < -END_OF_TIME.getEpochSecond()) {
        throw wrong(path, expected, node);
      }
      return time;
    } catch (DateTimeException e) {
      throw wrong(path, expected, node);
    }
  }

  private static String text(JsonNode node, String path, String expected) {
    if (!node.isTextual()) {
      throw wrong(path, expected, node);
    }
    return node.textValue();
  }

  private static Boolean flag(JsonNode node, String path) {
    if (!node.isBoolean()) {
      throw wrong(path, "true or false", node);
    }
    return node.booleanValue();
  }

  private static BigInteger integer(JsonNode node, String path, int bits) {
    if (!node.isIntegralNumber() || node.bigIntegerValue().bitLength() >= bits) {
      throw wrong(path, "a whole number of " + bits + " bits", node);
    }
    return node.bigIntegerValue();
  }

  private static Double number(JsonNode node, String path) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw wrong(path, "a finite number", node);
    }
    return node.doubleValue();
  }

  private static Object symbol(Schema schema, JsonNode node, String path) {
    String expected = "one of " + String.join(", ", schema.getEnumSymbols());
    String symbol = text(node, path, expected);
    if (!schema.hasEnumSymbol(symbol)) {
      throw wrong(path, expected, node);
    }
    return SpecificData.get().createEnum(symbol, schema);
  }

  private static Map<String, Object> map(Schema element, JsonNode node, String path) {
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    node.properties()
        .forEach(
            entry ->
                map.put(
                    entry.getKey(),
                    value(element, entry.getValue(), path + "[" + entry.getKey() + "]")));
    return map;
  }

  private static List<Object> list(Schema element, JsonNode node, String path) {
    if (!node.isArray()) {
      throw wrong(path, "an array", node);
    }
    List<Object> list = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      list.add(value(element, node.get(i), path + "[" + i + "]"));
    }
    return list;
  }

  private static ContractJsonException wrong(String path, String expected, JsonNode node) {
    return new ContractJsonException(
        Printable.line(path, 3 * ContractJson.SHOWN_CHARACTERS)
            + " must be "
            + expected
            + ", was "
            + ContractJson.shown(node));
  }
}
