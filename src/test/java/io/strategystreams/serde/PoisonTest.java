package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.testing.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no sound producer wrote. */
class PoisonTest {
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.named("poison-test");
  private final AvroSerde<Price> prices = AvroSerde.of(Price.class, registry, true);
  private final byte[] sound =
      prices.serializer().serialize("prices", SampleEvents.price().build());

  @Test
  void tooFewBytes() {
    assertUndecodable(new byte[] {0, 1, 2}, "at least 5 bytes are needed, was 3");
    assertUndecodable(new byte[0], "at least 5 bytes are needed, was 0");
  }

  @Test
  void anotherFirstByte() {
    byte[] json = "{\"market\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertUndecodable(json, "the first byte must be 0, was 123");
  }

  @Test
  void anIdTheRegistryDoesNotKnow() {
    byte[] bytes = sound.clone();
    ByteBuffer.wrap(bytes, 1, 4).putInt(7);

    assertUndecodable(bytes, "the registry knows no schema id 7");
  }

  @Test
  void anotherRecordsSchema() {
    byte[] order =
        AvroSerde.of(Order.class, registry, true)
            .serializer()
            .serialize("orders", SampleEvents.order().build());

    assertUndecodable(
        order, "must be of io.strategystreams.events.Price, was io.strategystreams.events.Order");
  }

  @Test
  void cutOffAnywhere() {
    for (int length = 5; length < sound.length; length++) {
      assertUndecodable(Arrays.copyOf(sound, length), "not a sound Price by schema id");
    }
  }

  @Test
  void bytesLeftOver() {
    assertUndecodable(Arrays.copyOf(sound, sound.length + 3), "bytes are left over, was 3");
  }

  @Test
  void aLengthOfTwoGigabytesReservesNothing() {
    byte[] bytes = Arrays.copyOf(sound, 12);
    // The first field is a string; its length becomes 2^31 - 10 as a zig-zag varint.
    System.arraycopy(new byte[] {-20, -1, -1, -1, 15}, 0, bytes, 5, 5);

    assertUndecodable(bytes, "not a sound Price");
  }

  /** A negative count says its block's length in bytes, which Avro's own skipping believes. */
  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE - 8, 1L << 30, Long.MAX_VALUE})
  void aCountOfBillionsReservesNothing(long count) throws IOException {
    AvroSerde<Exposure> exposures = AvroSerde.of(Exposure.class, registry, true);
    byte[] event = exposures.serializer().serialize("exposures", SampleEvents.exposure().build());
    AvroSerde<RiskAssessment> risks = AvroSerde.of(RiskAssessment.class, registry, true);
    byte[] risk = risks.serializer().serialize("risk-assessments", SampleEvents.risk().build());

    ByteArrayOutputStream map = new ByteArrayOutputStream();
    map.write(event, 0, WireFormat.HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(map, null);
    encoder.writeString("s");
    encoder.writeString("USDT");
    encoder.writeBytes(new byte[] {1});
    encoder.writeLong(-count);
    encoder.writeLong(0);
    encoder.writeLong(0);
    encoder.writeLong(0);
    encoder.writeBoolean(false);
    encoder.writeIndex(0);
    encoder.writeIndex(0);
    encoder.writeLong(0);
    assertThatThrownBy(() -> exposures.deserializer().deserialize("exposures", map.toByteArray()))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("not a sound Exposure");

    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.write(risk, 0, WireFormat.HEADER_BYTES);
    encoder = EncoderFactory.get().directBinaryEncoder(array, null);
    encoder.writeString("s");
    encoder.writeBoolean(false);
    for (int optional = 0; optional < 4; optional++) {
      encoder.writeIndex(0);
    }
    encoder.writeLong(0);
    encoder.writeLong(-count);
    encoder.writeLong(0);
    encoder.writeLong(0);
    encoder.writeLong(0);
    assertThatThrownBy(
            () -> risks.deserializer().deserialize("risk-assessments", array.toByteArray()))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("not a sound RiskAssessment");
  }

  @Test
  void aDecimalOfThousandsOfDigitsIsNoAmount() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(sound, 0, WireFormat.HEADER_BYTES);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeString("binance:Spot:ETH/USDT");
    encoder.writeBytes(new byte[65]);

    assertUndecodable(bytes.toByteArray(), "a decimal must have at most 64 bytes, was 65");
  }

  @Test
  void anyDamageGivesAnEventOrSaysUndecodable() {
    AvroSerde<Exposure> exposures = AvroSerde.of(Exposure.class, registry, true);
    byte[] whole = exposures.serializer().serialize("exposures", SampleEvents.exposure().build());
    Random random = new Random(20240601);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(exposures.deserializer().deserialize("exposures", bytes)).isNotNull();
      } catch (UndecodableRecordException expected) {
        assertThat(expected).hasMessageContaining("Exposure");
      }
    }
  }

  @Test
  void aSilentRegistryIsNoBadRecordAndIsAskedAgain() {
    AtomicBoolean silent = new AtomicBoolean(true);
    AvroSerde<Price> serde = AvroSerde.of(Price.class, silentWhile(silent), true);

    assertThatThrownBy(() -> serde.deserializer().deserialize("prices", sound))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(SerializationException.class);
    silent.set(false);

    assertThat(serde.deserializer().deserialize("prices", sound))
        .isEqualTo(SampleEvents.price().build());
  }

  private SchemaRegistryClient silentWhile(AtomicBoolean silent) {
    return new SchemaRegistryClient() {
      @Override
      public int register(String subject, Schema schema) {
        return registry.register(subject, schema);
      }

      @Override
      public int idOf(String subject, Schema schema) {
        return registry.idOf(subject, schema);
      }

      @Override
      public Schema byId(int id) {
        if (silent.get()) {
          throw new RegistryUnavailableException("the registry does not answer");
        }
        return registry.byId(id);
      }
    };
  }

  private void assertUndecodable(byte[] bytes, String words) {
    assertThatThrownBy(() -> prices.deserializer().deserialize("prices", bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining(words);
  }
}
