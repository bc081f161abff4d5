package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.events.Decision;
import io.strategystreams.testing.SampleEvents;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every schema of the contract. */
class SchemasTest {

  static List<Schema> schemas() {
    return SampleEvents.all().stream().map(SpecificRecord::getSchema).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everythingIsDocumented(Schema schema) {
    visit(
        schema,
        named -> {
          assertThat(named.getDoc()).as(named.getFullName()).isNotBlank();
          if (named.getType() == Schema.Type.RECORD) {
            named.getFields().forEach(f -> assertThat(f.doc()).as(f.name()).isNotBlank());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everyEnumFallsBackToUnknownAndDocumentsItsSymbols(Schema schema) {
    visit(
        schema,
        named -> {
          if (named.getType() == Schema.Type.ENUM) {
            assertThat(named.getEnumDefault()).isEqualTo("UNKNOWN");
            assertThat(named.getEnumSymbols()).startsWith("UNKNOWN");
            assertThat(named.getDoc()).contains(named.getEnumSymbols());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void optionalsDefaultToNullAndNothingElseIsAUnion(Schema schema) {
    visit(
        schema,
        named -> {
          if (named.getType() == Schema.Type.RECORD) {
            for (Schema.Field field : named.getFields()) {
              if (field.schema().isUnion()) {
                assertThat(field.schema().getTypes()).hasSize(2);
                assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                assertThat(field.hasDefaultValue()).as(field.name()).isTrue();
              }
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void bytesAreAmounts(Schema schema) {
    visit(
        schema,
        named -> {
          if (named.getType() == Schema.Type.BYTES) {
            LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) named.getLogicalType();
            assertThat(decimal.getPrecision()).isEqualTo(Amount.PRECISION);
            assertThat(decimal.getScale()).isEqualTo(Amount.SCALE);
          }
        },
        true);
  }

  @Test
  void theReasonsOfDecisionsAreTheCores() {
    List<String> core =
        Arrays.stream(io.strategystreams.core.strategy.Reason.values()).map(Enum::name).toList();

    assertThat(Decision.getClassSchema().getField("reason").schema().getEnumSymbols())
        .as("symbols of Reason in schemas/Decision.avsc, UNKNOWN aside; add or remove them there")
        .filteredOn(symbol -> !symbol.equals("UNKNOWN"))
        .containsExactlyInAnyOrderElementsOf(
            core.stream().filter(reason -> !reason.equals("UNKNOWN")).toList());
  }

  private static void visit(Schema schema, Consumer<Schema> check) {
    visit(schema, check, false);
  }

  private static void visit(Schema schema, Consumer<Schema> check, boolean primitives) {
    visit(schema, check, primitives, new HashSet<>());
  }

  private static void visit(
      Schema schema, Consumer<Schema> check, boolean primitives, Set<String> seen) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          check.accept(schema);
          schema.getFields().forEach(f -> visit(f.schema(), check, primitives, seen));
        }
      }
      case UNION -> schema.getTypes().forEach(branch -> visit(branch, check, primitives, seen));
      case MAP -> visit(schema.getValueType(), check, primitives, seen);
      case ARRAY -> visit(schema.getElementType(), check, primitives, seen);
      case ENUM -> check.accept(schema);
      default -> {
        if (primitives) {
          check.accept(schema);
        }
      }
    }
  }
}
