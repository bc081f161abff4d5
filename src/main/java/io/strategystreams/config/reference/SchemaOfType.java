package io.strategystreams.config.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.config.ChoiceType;
import io.strategystreams.config.DecimalType;
import io.strategystreams.config.DurationType;
import io.strategystreams.config.FlagType;
import io.strategystreams.config.ListType;
import io.strategystreams.config.SizeType;
import io.strategystreams.config.TextType;
import io.strategystreams.config.ValueType;
import io.strategystreams.config.WholeType;
import java.math.BigDecimal;

/** JSON Schema of one value, as an editor's YAML has it: plain scalars are numbers or booleans. */
final class SchemaOfType {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SchemaOfType() {}

  static ObjectNode of(ValueType<?> type) {
    ObjectNode schema = NODES.objectNode();
    if (type instanceof DecimalType decimal) {
      schema.put("type", "number");
      schema.put(decimal.fromAllowed() ? "minimum" : "exclusiveMinimum", decimal.from());
      schema.put(decimal.toAllowed() ? "maximum" : "exclusiveMaximum", decimal.to());
    } else if (type instanceof WholeType whole) {
      schema.put("type", "integer").put("minimum", whole.from()).put("maximum", whole.to());
    } else if (type instanceof DurationType) {
      schema.put("type", "string").put("pattern", "^([0-9]{1,9}(ms|s|m|h|d)|P.+)$");
    } else if (type instanceof SizeType) {
      schema.put("type", "string").put("pattern", "^(0|[1-9][0-9]{0,8})(B|KiB|MiB|GiB)$");
    } else if (type instanceof FlagType) {
      schema.put("type", "boolean");
    } else if (type instanceof ChoiceType choice) {
      ArrayNode words = schema.putArray("enum");
      choice.words().forEach(words::add);
    } else if (type instanceof TextType text) {
      schema.put("type", "string").put("pattern", "^(?:" + text.form().pattern() + ")$");
    } else if (type instanceof ListType<?> list) {
      schema.put("type", "array").put("minItems", 1).put("uniqueItems", true);
      schema.set("items", of(list.element()));
    }
    return schema;
  }

  /** A value as the editor's YAML has it. */
  static JsonNode value(ValueType<?> type, String text) {
    if (type instanceof DecimalType || type instanceof WholeType) {
      return NODES.numberNode(new BigDecimal(text));
    }
    return type instanceof FlagType
        ? NODES.booleanNode(Boolean.parseBoolean(text))
        : NODES.textNode(text);
  }
}
