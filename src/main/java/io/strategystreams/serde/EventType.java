package io.strategystreams.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is known of a generated class once and for all.
 *
 * @param read the schema it is read with; it makes Avro give {@code String}s
 * @param written the schema that is registered: the same without the property that only Java knows
 * @param model the class's own conversions of decimals and times
 */
record EventType<T extends SpecificRecord>(
    Class<T> type, Schema read, Schema written, SpecificData model, AmountFields amounts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  static <T extends SpecificRecord> EventType<T> of(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    return new EventType<>(
        type, schema, withoutJavaStrings(schema), model, AmountFields.of(schema));
  }

  String name() {
    return type.getSimpleName();
  }

  private static Schema withoutJavaStrings(Schema schema) {
    try {
      JsonNode text = stripped(JSON.readTree(schema.toString()));
      return new Schema.Parser().parse(text.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's own text is JSON: " + schema, e);
    }
  }

  private static JsonNode stripped(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
      if (object.size() == 1 && object.path("type").asText().equals("string")) {
        return object.get("type");
      }
      object.properties().forEach(property -> property.setValue(stripped(property.getValue())));
      return object;
    }
    if (node.isArray()) {
      var array = JSON.createArrayNode();
      node.forEach(element -> array.add(stripped(element)));
      return array;
    }
    return node;
  }
}
