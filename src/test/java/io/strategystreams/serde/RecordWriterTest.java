package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.state.MarketState;
import io.strategystreams.state.PaperWatchState;
import io.strategystreams.state.StrategyState;
import io.strategystreams.testing.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordWriterTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Exposure.class,
        RiskAssessment.class,
        ExecutionReport.class,
        Order.class,
        Decision.class,
        MarketEvent.class,
        PaperFlow.class,
        StrategyConfig.class,
        StrategyControl.class,
        StrategyState.class,
        MarketState.class,
        ConfigurationState.class,
        PaperWatchState.class
      })
  void writesWhatAvroWrites(Class<? extends SpecificRecord> type) throws IOException {
    EventType<? extends SpecificRecord> event = EventType.of(type);
    RecordWriter writer = RecordWriter.of(event.read());
    SpecificDatumWriter<SpecificRecord> avro =
        new SpecificDatumWriter<>(event.read(), event.model());
    Random random = new Random(type.getSimpleName().hashCode());
    for (int round = 0; round < 200; round++) {
      SpecificRecord value = (SpecificRecord) value(event.read(), event, random);

      assertThat(bytes(encoder -> writer.write(value, encoder)))
          .isEqualTo(bytes(encoder -> avro.write(value, encoder)));
    }
  }

  @Test
  void whatCannotBeWrittenIsSaidAsAvroSaysIt() {
    AvroSerde<Order> orders =
        AvroSerde.of(Order.class, InMemorySchemaRegistry.named("record-writer-test"), true);
    Order order = SampleEvents.order().build();
    order.put(order.getSchema().getField("venue").pos(), null);

    assertThatThrownBy(() -> orders.serializer().serialize("orders", order))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("Order for topic orders cannot be written", "venue");
  }

  @Test
  void aSchemaThatNoEventHasIsRefused() {
    Schema odd =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Odd\",\"fields\":[{\"name\":\"a\","
                    + "\"type\":[\"int\",\"string\"]}]}");

    assertThatThrownBy(() -> RecordWriter.of(odd))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a union must be of null and one other");
  }

  @FunctionalInterface
  private interface Encoding {
    void write(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] bytes(Encoding encoding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    encoding.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** Some value of a schema. */
  private static Object value(Schema schema, EventType<?> event, Random random) {
    return switch (schema.getType()) {
      case RECORD -> {
        SpecificRecord record = (SpecificRecord) event.model().newRecord(null, schema);
        schema
            .getFields()
            .forEach(field -> record.put(field.pos(), value(field.schema(), event, random)));
        yield record;
      }
      case UNION -> {
        Schema branch = schema.getTypes().get(random.nextInt(schema.getTypes().size()));
        yield branch.getType() == Schema.Type.NULL ? null : value(branch, event, random);
      }
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
          items.add(value(schema.getElementType(), event, random));
        }
        yield items;
      }
      case MAP -> {
        Map<String, Object> items = new LinkedHashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
          items.put("näme" + count, value(schema.getValueType(), event, random));
        }
        yield items;
      }
      case STRING -> "täxt" + random.nextInt(1000);
      case BYTES -> decimal(((LogicalTypes.Decimal) schema.getLogicalType()).getScale(), random);
      case ENUM -> {
        Object[] constants = event.model().getClass(schema).getEnumConstants();
        yield constants[random.nextInt(constants.length)];
      }
      case INT -> random.nextInt();
      case LONG ->
          schema.getLogicalType() == null
              ? (Object) random.nextLong()
              : Instant.ofEpochMilli(random.nextLong() >> 20);
      case DOUBLE -> random.nextGaussian();
      case BOOLEAN -> random.nextBoolean();
      case FLOAT, FIXED, NULL -> throw new IllegalStateException("no event has a " + schema);
    };
  }

  /** Of either sign, up to all 38 digits, some with fewer decimals than there may be. */
  private static BigDecimal decimal(int scale, Random random) {
    BigInteger digits = new BigInteger(random.nextInt(126), random);
    BigInteger signed = random.nextBoolean() ? digits : digits.negate();
    return random.nextInt(4) == 0
        ? BigDecimal.valueOf(random.nextInt(1000), random.nextInt(3))
        : new BigDecimal(signed, scale);
  }
}
