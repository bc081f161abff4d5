package io.strategystreams.serde;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;

/**
 * Writes generated records byte for byte as Avro's own writer does, but looks at their schema once,
 * not at every value. It writes what is sound; of anything else it throws a {@link
 * RuntimeException} that says little.
 */
final class RecordWriter {
  /** How a value of one schema is written. */
  @FunctionalInterface
  private interface Way {
    void write(Object value, Encoder out) throws IOException;
  }

  private final Way way;

  private RecordWriter(Way way) {
    this.way = way;
  }

  /**
   * @throws IllegalArgumentException if the schema has what no event and no state has: a union of
   *     more than null and something, fixed bytes
   */
  static RecordWriter of(Schema schema) {
    return new RecordWriter(record(schema));
  }

  /**
   * @throws RuntimeException if a value is missing, of another type, or a decimal does not fit
   */
  void write(IndexedRecord event, Encoder out) throws IOException {
    way.write(event, out);
  }

  private static Way way(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case UNION -> optional(schema);
      case ARRAY -> array(way(schema.getElementType()));
      case MAP -> map(way(schema.getValueType()));
      case STRING -> (value, out) -> out.writeString((String) value);
      case BYTES -> decimal(schema);
      case ENUM -> (value, out) -> out.writeEnum(((Enum<?>) value).ordinal());
      case INT -> (value, out) -> out.writeInt((Integer) value);
      case LONG -> isTime(schema.getLogicalType()) ? RecordWriter::time : RecordWriter::number;
      case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
      case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
      case FLOAT, FIXED, NULL -> throw new IllegalArgumentException("no event has a " + schema);
    };
  }

  private static Way record(Schema schema) {
    Way[] fields =
        schema.getFields().stream().map(field -> way(field.schema())).toArray(Way[]::new);
    return (value, out) -> {
      IndexedRecord record = (IndexedRecord) value;
      for (int place = 0; place < fields.length; place++) {
        fields[place].write(record.get(place), out);
      }
    };
  }

  private static Way optional(Schema union) {
    List<Schema> branches = union.getTypes();
    int absent = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
    if (branches.size() != 2 || branches.get(absent).getType() != Schema.Type.NULL) {
      throw new IllegalArgumentException("a union must be of null and one other, was " + union);
    }
    Way present = way(branches.get(1 - absent));
    return (value, out) -> {
      if (value == null) {
        out.writeIndex(absent);
        out.writeNull();
      } else {
        out.writeIndex(1 - absent);
        present.write(value, out);
      }
    };
  }

  private static Way array(Way item) {
    return (value, out) -> {
      List<?> items = (List<?>) value;
      out.writeArrayStart();
      out.setItemCount(items.size());
      for (Object one : items) {
        out.startItem();
        item.write(one, out);
      }
      out.writeArrayEnd();
    };
  }

  private static Way map(Way item) {
    return (value, out) -> {
      Map<?, ?> items = (Map<?, ?>) value;
      out.writeMapStart();
      out.setItemCount(items.size());
      for (Map.Entry<?, ?> one : items.entrySet()) {
        out.startItem();
        out.writeString((String) one.getKey());
        item.write(one.getValue(), out);
      }
      out.writeMapEnd();
    };
  }

  private static Way decimal(Schema schema) {
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
      throw new IllegalArgumentException("bytes must be a decimal, was " + schema);
    }
    int scale = decimal.getScale();
    int precision = decimal.getPrecision();
    // Counting digits takes a division; so many bits never have more.
    int bitsThatFit = BigInteger.TEN.pow(precision).bitLength() - 1;
    return (value, out) -> {
      BigDecimal scaled = ((BigDecimal) value).setScale(scale, RoundingMode.UNNECESSARY);
      BigInteger digits = scaled.unscaledValue();
      if (digits.bitLength() > bitsThatFit && scaled.precision() > precision) {
        throw new ArithmeticException("more than " + precision + " digits");
      }
      out.writeBytes(digits.toByteArray());
    };
  }

  private static boolean isTime(LogicalType type) {
    return type instanceof LogicalTypes.TimestampMillis;
  }

  private static void time(Object value, Encoder out) throws IOException {
    out.writeLong(((Instant) value).toEpochMilli());
  }

  private static void number(Object value, Encoder out) throws IOException {
    out.writeLong((Long) value);
  }
}
