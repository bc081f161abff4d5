package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.testing.SampleEvents;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Serdes of others in the place of ours. */
class EventSerdeTest {
  private static final InMemorySchemaRegistry REGISTRY =
      InMemorySchemaRegistry.named("event-serde-test");
  private static final AvroSerde<Price> OURS = AvroSerde.of(Price.class, REGISTRY, true);
  private static final Price PRICE = SampleEvents.price().build();

  private static Map<String, ?> configuredWith;
  private static RuntimeException failure;
  private static Object result;

  /** As Confluent's: configured by a map, one for all topics. */
  public static final class TheirSerde implements Serde<Object> {
    private boolean forKeys;

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
      configuredWith = config;
      forKeys = isKey;
    }

    @Override
    public Serializer<Object> serializer() {
      assertThat(forKeys).isFalse();
      return (topic, value) -> OURS.serializer().serialize(topic, (Price) value);
    }

    @Override
    public Deserializer<Object> deserializer() {
      return (topic, bytes) -> {
        if (failure != null) {
          throw failure;
        }
        return result == null ? OURS.deserializer().deserialize(topic, bytes) : result;
      };
    }
  }

  /** Named and shaped as Confluent's. */
  static final class RestClientException extends Exception {
    private final int code;

    RestClientException(int code) {
      super("; error code: " + code);
      this.code = code;
    }

    public int getErrorCode() {
      return code;
    }
  }

  @BeforeEach
  void sound() {
    failure = null;
    result = null;
  }

  @Test
  void oursIsTheDefault() {
    assertThat(EventSerde.of(Price.class, Map.of("schema.registry.url", "mock://x")))
        .isInstanceOf(AvroSerde.class);
  }

  @Test
  void theirsReadsAndWrites() {
    Serde<Price> serde = theirs(Map.of());

    byte[] bytes = serde.serializer().serialize("prices", PRICE);

    assertThat(serde.deserializer().deserialize("prices", bytes)).isEqualTo(PRICE);
    assertThat(serde.deserializer().deserialize("prices", null)).isNull();
    assertThat(serde.serializer().serialize("prices", null)).isNull();
  }

  @Test
  void theirsIsConfiguredByTheCustomaryKeys() {
    theirs(
        Map.of(
            "auto.register.schemas",
            false,
            "basic.auth.credentials.source",
            "USER_INFO",
            "basic.auth.user.info",
            new Password("monitor:s3cret")));

    assertThat(new HashMap<String, Object>(configuredWith))
        .containsEntry("schema.registry.url", REGISTRY.toString())
        .containsEntry("auto.register.schemas", false)
        .containsEntry("basic.auth.credentials.source", "USER_INFO")
        .containsEntry("basic.auth.user.info", "monitor:s3cret")
        .containsEntry("specific.avro.reader", true)
        .containsEntry("avro.remove.java.properties", true);
  }

  static List<Exception> theRecordsFault() {
    return List.of(
        new SerializationException("decoding", new EOFException()),
        new SerializationException("decoding", new AvroTypeException("found a string")),
        new SerializationException("decoding", thrownByADamagedUnion()),
        new SerializationException("schema", new RestClientException(40403)));
  }

  private static Exception thrownByADamagedUnion() {
    Schema union =
        SchemaBuilder.record("R")
            .fields()
            .name("bid")
            .type()
            .nullable()
            .longType()
            .noDefault()
            .endRecord();
    byte[] branchSeven = {14, 2};
    try {
      new GenericDatumReader<>(union)
          .read(null, DecoderFactory.get().binaryDecoder(branchSeven, null));
    } catch (IOException | RuntimeException e) {
      assertThat(e).isInstanceOf(ArrayIndexOutOfBoundsException.class);
      return e;
    }
    throw new AssertionError("a union of two has no branch 7");
  }

  @ParameterizedTest
  @MethodSource("theRecordsFault")
  void whatCanNeverBeReadIsUndecodable(RuntimeException theirs) {
    failure = theirs;

    assertThatThrownBy(() -> read(bytes())).isInstanceOf(UndecodableRecordException.class);
  }

  static List<Exception> notTheRecordsFault() {
    return List.of(
        new SerializationException("schema", new ConnectException("refused")),
        new SerializationException("schema", new IOException("connection reset")),
        new SerializationException("schema", new IOException("TLS", new EOFException())),
        new SerializationException("schema", new RestClientException(401)),
        new SerializationException("schema", new RestClientException(50301)),
        new SerializationException("schema"),
        new SerializationException("schema", new ArrayIndexOutOfBoundsException("elsewhere")),
        new IllegalStateException("anything else"));
  }

  @ParameterizedTest
  @MethodSource("notTheRecordsFault")
  void whatMayBeSoundIsNot(RuntimeException theirs) {
    failure = theirs;

    assertThatThrownBy(() -> read(bytes()))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(SerializationException.class)
        .hasMessageContaining("topic prices");
  }

  @Test
  void anotherEventIsUndecodable() {
    result = SampleEvents.order().build();

    assertThatThrownBy(() -> read(bytes()))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("must be of io.strategystreams.events.Price, was read as")
        .hasMessageContaining(Order.class.getName());
  }

  @Test
  void bytesThatAreNotInTheWireFormatAreUndecodable() {
    assertThatThrownBy(() -> read(new byte[] {7, 7, 7, 7, 7, 7}))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("first byte must be 0");
  }

  /** Avro's own reading does not look: 1234.5 would be 0.00000012345. */
  @Test
  void decimalsOfAnotherScaleAreUndecodableWhateverTheirsMakesOfThem() {
    Schema coarse =
        new Schema.Parser()
            .parse(
                EventType.of(Price.class)
                    .written()
                    .toString()
                    .replace("\"scale\":18", "\"scale\":8"));
    byte[] record = bytes();
    WireFormat.putHeader(record, REGISTRY.register("prices-value", coarse));
    result = PRICE;

    assertThatThrownBy(() -> read(record))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining(
            "Price.price must be decimal with scale 18, was decimal with scale 8");
  }

  @Test
  void bytesThatAreLeftOverOrMissingAreUndecodableWhateverTheirsMakesOfThem() {
    byte[] record = bytes();
    result = PRICE;

    assertThatThrownBy(() -> read(Arrays.copyOf(record, record.length + 3)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("bytes are left over, was 3");
    assertThatThrownBy(() -> read(Arrays.copyOf(record, record.length - 1)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("not a sound Price by schema id");
  }

  @Test
  void aSchemaIdThatTheRegistryDoesNotKnowIsUndecodable() {
    byte[] record = bytes();
    WireFormat.putHeader(record, 7);
    result = PRICE;

    assertThatThrownBy(() -> read(record))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("the registry knows no schema id 7");
  }

  @Test
  void anAmountThatIsNotRoundedIsRefusedAsByOurs() {
    Price unrounded = SampleEvents.price().setPrice(BigDecimal.ONE.setScale(19)).build();

    assertThatThrownBy(() -> theirs(Map.of()).serializer().serialize("prices", unrounded))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("price must be rounded");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> named("io.confluent.kafka.streams.serdes.avro.Absent"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("value.serde must name a class on the class path")
        .hasMessageContaining("add its jar");
  }

  @Test
  void aClassThatIsNoSerdeIsRefused() {
    assertThatThrownBy(() -> named("java.lang.Object"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must name a Serde");
  }

  private static Price read(byte[] bytes) {
    return theirs(Map.of()).deserializer().deserialize("prices", bytes);
  }

  private static byte[] bytes() {
    return OURS.serializer().serialize("prices", PRICE);
  }

  private static Serde<Price> theirs(Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("value.serde", TheirSerde.class.getName());
    config.put("schema.registry.url", REGISTRY.toString());
    return EventSerde.of(Price.class, config);
  }

  private static Serde<Price> named(String serde) {
    return EventSerde.of(
        Price.class, Map.of("value.serde", serde, "schema.registry.url", "mock://x"));
  }
}
