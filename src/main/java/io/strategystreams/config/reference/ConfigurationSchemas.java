package io.strategystreams.config.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Key;
import io.strategystreams.config.MarketKeys;
import io.strategystreams.config.ModeKeys;
import io.strategystreams.config.TextType;
import io.strategystreams.config.VenueKeys;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON Schemas (2020-12) of the configuration files, for editors: names, types, bounds and meaning
 * of every key. What holds between keys is checked by {@code strategies validate} only.
 */
public final class ConfigurationSchemas {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build())
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private ConfigurationSchemas() {}

  /** The text of each schema by its file's name. */
  public static SortedMap<String, String> byFileName() {
    SortedMap<String, String> schemas = new TreeMap<>();
    schemas.put("mode.schema.json", text(mode()));
    schemas.put(
        "application.schema.json",
        text(described("How the applications run", object(ApplicationKeys.all()))));
    schemas.put(
        "markets.schema.json",
        text(named("markets", "Markets", MarketKeys.NAME, MarketKeys.all())));
    schemas.put(
        "venues.schema.json", text(named("venues", "Venues", VenueKeys.NAME, VenueKeys.all())));
    schemas.put("instances.schema.json", text(instances()));
    return schemas;
  }

  private static ObjectNode mode() {
    return described("A mode file: what a strategy may do", object(ModeKeys.all()));
  }

  private static ObjectNode named(String root, String title, TextType name, List<Key<?>> keys) {
    ObjectNode entries = NODES.objectNode().put("type", "object").put("minProperties", 1);
    entries.set("propertyNames", SchemaOfType.of(name));
    entries.set("additionalProperties", object(keys));
    ObjectNode file = NODES.objectNode().put("type", "object");
    file.putObject("properties").set(root, entries);
    file.putArray("required").add(root);
    file.put("additionalProperties", false);
    return described(title, file);
  }

  private static ObjectNode instances() {
    ObjectNode entry = NODES.objectNode().put("type", "object");
    ObjectNode properties = entry.putObject("properties");
    properties
        .putObject("strategy_id")
        .put("type", "string")
        .put("description", "The instance's name; what is before an @ is its mode by default.");
    properties.set("mode", SchemaOfType.of(ModeKeys.MODE.type()));
    properties
        .putObject("set")
        .put("type", "object")
        .put("description", "Keys of the mode file, dotted or nested.");
    entry.putArray("required").add("strategy_id");
    entry.put("additionalProperties", false);
    ObjectNode list = NODES.objectNode().put("type", "array").put("minItems", 1);
    list.set("items", entry);
    return described("Strategy instances, for strategies apply -f", list);
  }

  private static ObjectNode described(String title, ObjectNode schema) {
    ObjectNode whole = NODES.objectNode().put("$schema", DIALECT).put("title", title);
    whole.setAll(schema);
    return whole;
  }

  /** Dotted keys as nested objects. */
  private static ObjectNode object(List<Key<?>> keys) {
    ObjectNode schema = closed(NODES.objectNode());
    for (Key<?> key : keys) {
      ObjectNode holder = schema;
      String rest = key.name();
      for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
        String head = rest.substring(0, dot);
        ObjectNode properties = (ObjectNode) holder.get("properties");
        holder =
            properties.has(head)
                ? (ObjectNode) properties.get(head)
                : closed(properties.putObject(head));
        rest = rest.substring(dot + 1);
      }
      ((ObjectNode) holder.get("properties")).set(rest, schema(key));
      if (key.absence() == Key.Absence.REFUSED) {
        required(holder).add(rest);
      }
    }
    return schema;
  }

  private static ObjectNode closed(ObjectNode schema) {
    schema.put("type", "object").putObject("properties");
    return schema.put("additionalProperties", false);
  }

  private static ArrayNode required(ObjectNode schema) {
    return schema.has("required")
        ? (ArrayNode) schema.get("required")
        : schema.putArray("required");
  }

  private static <T> ObjectNode schema(Key<T> key) {
    ObjectNode schema = NODES.objectNode().put("description", key.documentation());
    ObjectNode value = SchemaOfType.of(key.type());
    if (key instanceof Key.Family<T> family) {
      schema.put("type", "object");
      schema.set("propertyNames", SchemaOfType.of(family.member()));
      schema.set("additionalProperties", value);
    } else if (key.absence() == Key.Absence.OFF) {
      schema.putArray("anyOf").add(value).addObject().put("type", "null");
    } else {
      schema.setAll(value);
    }
    if (key instanceof Key.Single<T> single && single.defaultValue() != null) {
      schema.set(
          "default", SchemaOfType.value(single.type(), single.type().write(single.defaultValue())));
    }
    return schema;
  }

  private static String text(ObjectNode schema) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
