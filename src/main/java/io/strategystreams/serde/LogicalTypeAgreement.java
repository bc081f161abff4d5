package io.strategystreams.serde;

import io.strategystreams.contract.OptionalSchema;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Whether a writer's decimals and times mean what the reader's do. Avro's own resolution does not
 * look: a price written with 8 decimals would be read as one ten billion times smaller.
 */
public final class LogicalTypeAgreement {

  private LogicalTypeAgreement() {}

  /** Where they differ, in words; empty if they agree. */
  public static Optional<String> difference(Schema writer, Schema reader) {
    return difference(reader.getName(), writer, reader, new HashSet<>());
  }

  private static Optional<String> difference(
      String path, Schema writerOrOptional, Schema readerOrOptional, Set<String> seen) {
    Schema writer = OptionalSchema.present(writerOrOptional);
    Schema reader = OptionalSchema.present(readerOrOptional);
    if (writer.getType() != reader.getType()) {
      return Optional.empty(); // Avro's resolution refuses, or promotes
    }
    switch (reader.getType()) {
      case RECORD:
        if (!seen.add(reader.getFullName())) {
          return Optional.empty();
        }
        for (Schema.Field field : reader.getFields()) {
          Schema.Field written = writer.getField(field.name());
          if (written != null) {
            Optional<String> found =
                difference(path + "." + field.name(), written.schema(), field.schema(), seen);
            if (found.isPresent()) {
              return found;
            }
          }
        }
        return Optional.empty();
      case MAP:
        return difference(path + "{}", writer.getValueType(), reader.getValueType(), seen);
      case ARRAY:
        return difference(path + "[]", writer.getElementType(), reader.getElementType(), seen);
      default:
        return meaning(writer).equals(meaning(reader))
            ? Optional.empty()
            : Optional.of(path + " must be " + meaning(reader) + ", was " + meaning(writer));
    }
  }

  private static String meaning(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal) {
      return "decimal with scale " + decimal.getScale();
    }
    return type == null ? "plain " + schema.getType().getName() : type.getName();
  }
}
