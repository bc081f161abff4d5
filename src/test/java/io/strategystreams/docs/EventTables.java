package io.strategystreams.docs;

import io.strategystreams.contract.TopicEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The events as Markdown: a table of fields each, and the enums they use. */
final class EventTables {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Schema> enums = new LinkedHashMap<>();

  private EventTables() {}

  static String markdown() {
    EventTables tables = new EventTables();
    TopicEvents.all()
        .forEach((topic, type) -> tables.event(topic, SpecificData.get().getSchema(type)));
    tables.enums();
    return tables.text.toString();
  }

  private void event(String topic, Schema schema) {
    text.append("### ").append(schema.getName()).append("\n\n");
    text.append("Topic `").append(topic).append("`. ").append(schema.getDoc()).append("\n\n");
    text.append("| field | type | meaning |\n|---|---|---|\n");
    for (Schema.Field field : schema.getFields()) {
      text.append("| `").append(field.name()).append("` | ").append(type(field.schema()));
      text.append(" | ").append(field.doc().replace("|", "\\|")).append(" |\n");
    }
    text.append('\n');
  }

  private void enums() {
    text.append("### Enums\n\nThe default of each is UNKNOWN.\n\n");
    text.append("| enum | symbols | meaning |\n|---|---|---|\n");
    enums.forEach(
        (name, schema) -> {
          text.append("| ").append(name).append(" | ");
          text.append(
              schema.getEnumSymbols().stream()
                  .map(symbol -> "`" + symbol + "`")
                  .collect(Collectors.joining(", ")));
          text.append(" | ").append(schema.getDoc().replace("|", "\\|")).append(" |\n");
        });
  }

  private String type(Schema schema) {
    if (schema.getLogicalType() != null) {
      return switch (schema.getLogicalType().getName()) {
        case "decimal" -> "Amount";
        case "timestamp-millis" -> "Time";
        default -> schema.getLogicalType().getName();
      };
    }
    return switch (schema.getType()) {
      case UNION ->
          type(
                  schema.getTypes().stream()
                      .filter(one -> one.getType() != Schema.Type.NULL)
                      .findFirst()
                      .orElseThrow())
              + "?";
      case MAP -> "map of " + type(schema.getValueType());
      case ARRAY -> "array of " + type(schema.getElementType());
      case ENUM -> {
        enums.putIfAbsent(schema.getName(), schema);
        yield schema.getName();
      }
      case RECORD -> schema.getName();
      default -> schema.getType().getName();
    };
  }
}
