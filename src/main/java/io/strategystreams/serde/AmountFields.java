package io.strategystreams.serde;

import io.strategystreams.contract.Amount;
import io.strategystreams.contract.OptionalSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The decimals of a record, checked before they are written. Avro would accept a longer scale if
 * its last digits happen to be zeros, so that a forgotten rounding showed on some days only.
 */
final class AmountFields {
  private enum Kind {
    AMOUNT,
    MAP_OF_AMOUNTS,
    RECORD
  }

  private record Field(String name, int position, Kind kind, AmountFields inner) {}

  private final List<Field> fields;

  private AmountFields(List<Field> fields) {
    this.fields = fields;
  }

  static AmountFields of(Schema record) {
    List<Field> fields = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      Schema schema = OptionalSchema.present(field.schema());
      if (isDecimal(schema)) {
        fields.add(new Field(field.name(), field.pos(), Kind.AMOUNT, null));
      } else if (schema.getType() == Schema.Type.MAP && isDecimal(schema.getValueType())) {
        fields.add(new Field(field.name(), field.pos(), Kind.MAP_OF_AMOUNTS, null));
      } else if (schema.getType() == Schema.Type.RECORD) {
        fields.add(new Field(field.name(), field.pos(), Kind.RECORD, of(schema)));
      }
    }
    return new AmountFields(List.copyOf(fields));
  }

  /**
   * @throws IllegalArgumentException naming the field, if a decimal does not fit the contract's 38
   *     digits with 18 decimals as it stands
   */
  void check(SpecificRecord event) {
    for (Field field : fields) {
      Object value = event.get(field.position());
      if (value != null) {
        switch (field.kind()) {
          case AMOUNT -> checkAmount(field.name(), "", (BigDecimal) value);
          case MAP_OF_AMOUNTS ->
              ((Map<?, ?>) value)
                  .forEach((key, amount) -> checkAmount(field.name(), key, (BigDecimal) amount));
          case RECORD -> field.inner().check((SpecificRecord) value);
        }
      }
    }
  }

  private static void checkAmount(String field, Object key, BigDecimal amount) {
    if (amount != null
        && (amount.scale() > Amount.SCALE
            || amount.precision() - amount.scale() > Amount.PRECISION - Amount.SCALE)) {
      throw new IllegalArgumentException(
          field
              + (key.equals("") ? "" : "[" + key + "]")
              + " must be rounded to 18 decimals and have at most 20 digits before them, was "
              + amount
              + " (scale "
              + amount.scale()
              + ")");
    }
  }

  private static boolean isDecimal(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal;
  }
}
