package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {
  private static final Map<String, Object> CONFIG =
      Map.of("schema.registry.url", "mock://avro-serde-test");

  static List<SpecificRecord> everyEvent() {
    return SampleEvents.all();
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  <T extends SpecificRecord> void everyEventSurvivesTheRoundTrip(T event) {
    @SuppressWarnings("unchecked")
    AvroSerde<T> serde = AvroSerde.of((Class<T>) event.getClass(), CONFIG);

    byte[] bytes = serde.serializer().serialize("topic", event);

    assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(event);
  }

  @Test
  void aRecordStartsWithZeroAndTheSchemaIdInBigEndian() {
    byte[] bytes = prices().serializer().serialize("prices", SampleEvents.price().build());

    int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
    assertThat(bytes[0]).isZero();
    assertThat(registry().byId(id).getFullName()).isEqualTo("io.strategystreams.events.Price");
  }

  @Test
  void theSameEventGivesTheSameBytesInEveryRegistry() {
    Price event = SampleEvents.price().build();
    InMemorySchemaRegistry other = InMemorySchemaRegistry.named("avro-serde-test-other");
    AvroSerde.of(Order.class, other, true)
        .serializer()
        .serialize("orders", SampleEvents.order().build());

    assertThat(AvroSerde.of(Price.class, other, true).serializer().serialize("prices", event))
        .isEqualTo(prices().serializer().serialize("prices", event));
  }

  @Test
  void theRegisteredSchemaSaysNothingOfJava() {
    prices().serializer().serialize("prices", SampleEvents.price().build());

    int id = registry().idOf("prices-value", EventType.of(Price.class).written());
    assertThat(registry().byId(id).toString()).doesNotContain("avro.java.string");
  }

  @Test
  void aTombstoneIsNullBothWays() {
    assertThat(prices().serializer().serialize("prices", null)).isNull();
    assertThat(prices().deserializer().deserialize("prices", null)).isNull();
  }

  @Test
  void aShorterScaleIsFilledUpExactly() {
    Price event = SampleEvents.price().setPrice(new BigDecimal("3780.5")).build();

    Price read =
        prices()
            .deserializer()
            .deserialize("prices", prices().serializer().serialize("prices", event));

    assertThat(read.getPrice()).isEqualTo(new BigDecimal("3780.500000000000000000"));
  }

  @Test
  void aLongerScaleIsRefusedEvenIfItsLastDigitsAreZeros() {
    BigDecimal unrounded = new BigDecimal("1.5").setScale(19);

    assertThatThrownBy(
            () ->
                orders()
                    .serializer()
                    .serialize("orders", SampleEvents.order().setLimitPrice(unrounded).build()))
        .isInstanceOf(SerializationException.class)
        .hasMessage(
            "Order for topic orders cannot be written: limit_price must be rounded to 18 decimals"
                + " and have at most 20 digits before them, was 1.5000000000000000000 (scale 19)");
  }

  @Test
  void aLongerScaleInAMapNamesItsKey() {
    Map<String, BigDecimal> deltas = new HashMap<>();
    deltas.put("binance:BaseToken:ETH", BigDecimal.ONE.setScale(20));

    assertThatThrownBy(
            () ->
                orders()
                    .serializer()
                    .serialize("orders", SampleEvents.order().setExpectedDeltas(deltas).build()))
        .hasMessageContaining("expected_deltas[binance:BaseToken:ETH] must be rounded");
  }

  @Test
  void anAmountOfMoreThanTwentyDigitsIsRefused() {
    BigDecimal huge = new BigDecimal("100000000000000000000");

    assertThatThrownBy(
            () ->
                prices()
                    .serializer()
                    .serialize("prices", SampleEvents.price().setPrice(huge).build()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("price must be rounded");
  }

  @Test
  void aMissingRequiredFieldIsRefused() {
    assertThatThrownBy(() -> prices().serializer().serialize("prices", new Price()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("Price for topic prices cannot be written");
  }

  @Test
  void anEventThatFailedLeavesNothingBehindForTheNext() {
    Price whole = SampleEvents.price().build();
    byte[] before = prices().serializer().serialize("prices", whole);
    Price broken = new Price();
    broken.put(0, "binance:Spot:BTC/USDT");
    assertThatThrownBy(() -> prices().serializer().serialize("prices", broken))
        .isInstanceOf(SerializationException.class);

    assertThat(prices().serializer().serialize("prices", whole)).isEqualTo(before);
  }

  @Test
  void withoutAutoRegisterAnUnknownSchemaIsAnError() {
    AvroSerde<Price> strict =
        AvroSerde.of(Price.class, InMemorySchemaRegistry.named("avro-serde-test-empty"), false);

    assertThatThrownBy(() -> strict.serializer().serialize("prices", SampleEvents.price().build()))
        .isInstanceOf(SchemaNotFoundException.class)
        .hasMessageContaining("is not registered under prices-value");
  }

  @Test
  void anUnknownRegistryIsRefusedByItsUrl() {
    assertThatThrownBy(
            () -> AvroSerde.of(Price.class, Map.of("schema.registry.url", "ftp://somewhere")))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith("was ftp://somewhere");
  }

  @Test
  void aMissingRegistryUrlIsRefused() {
    assertThatThrownBy(() -> AvroSerde.of(Price.class, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void manyThreadsShareOneSerde() throws Exception {
    AvroSerde<Order> serde = orders();
    Order event = SampleEvents.order().build();
    Callable<Boolean> roundTrips =
        () -> {
          for (int i = 0; i < 2_000; i++) {
            byte[] bytes = serde.serializer().serialize("orders", event);
            if (!event.equals(serde.deserializer().deserialize("orders", bytes))) {
              return false;
            }
          }
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> same : threads.invokeAll(java.util.Collections.nCopies(4, roundTrips))) {
        assertThat(same.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static AvroSerde<Price> prices() {
    return AvroSerde.of(Price.class, CONFIG);
  }

  private static AvroSerde<Order> orders() {
    return AvroSerde.of(Order.class, CONFIG);
  }

  private static InMemorySchemaRegistry registry() {
    return InMemorySchemaRegistry.named("avro-serde-test");
  }
}
