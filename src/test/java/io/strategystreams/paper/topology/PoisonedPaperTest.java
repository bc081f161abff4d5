package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.testing.DeadLetterProbe;
import io.strategystreams.testing.Mutants;
import io.strategystreams.testing.Poison;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input of the paper executor, every way in which a record may be bad: one dead letter each,
 * with its reason, whole; and the accounts beside it do what they would have done.
 */
class PoisonedPaperTest {
  private static final Instant AHEAD = Instant.ofEpochMilli(Poison.FAR_AHEAD);

  /** Both accounts lie in the first of two; the driver has that one. */
  private static final int PARTITIONS = 2;

  private static final String KEY = PaperLife.LENDER;

  /**
   * What a topic carries.
   *
   * @param ahead as {@code sound}, dated far ahead; null where that is not put aside
   * @param rules what of the contract leads to the dead letters
   */
  private record Input<T extends SpecificRecord>(
      String topic,
      String key,
      T sound,
      T ahead,
      Class<T> type,
      BiFunction<String, T, List<String>> rules) {

    byte[] bytes(T event) {
      return PaperDriver.serde(type).serializer().serialize(topic, event);
    }

    List<Poison> poisons() {
      byte[] bytes = bytes(sound);
      byte[] another =
          PaperDriver.serde(Decision.class)
              .serializer()
              .serialize(Topics.DECISIONS, SampleEvents.decision().build());
      List<Poison> all = new ArrayList<>(Poison.ofBytes(key, bytes, another));
      all.add(Poison.missing(key));
      all.addAll(
          Poison.ofRules(
              topic,
              key,
              bytes,
              SpecificData.getForClass(type).getSchema(type),
              PaperDriver.serde(type),
              rules));
      if (ahead != null) {
        all.addAll(Poison.ofStamps(key, bytes));
        all.add(Poison.dated(key, bytes(ahead)));
      }
      if (!topic.equals(Topics.MARKET_DATA)) {
        all.add(Poison.misplaced(elsewhere(), bytes));
      }
      return all;
    }

    @Override
    public String toString() {
      return topic;
    }
  }

  private static String elsewhere() {
    String name = "stranger";
    while (Keys.partitionFor(name, PARTITIONS) == 0) {
      name += "a";
    }
    return name;
  }

  static List<Input<?>> inputs() {
    MarketEvent tick = MarketEvent.newBuilder().setTick(SampleEvents.tick().build()).build();
    return List.of(
        new Input<>(
            Topics.ORDERS,
            KEY,
            OrderEvent.supply(KEY, "poison", "1").build(),
            null,
            Order.class,
            ContractRules::unanswerable),
        new Input<>(
            Topics.MARKET_DATA,
            "clock",
            tick,
            MarketEvent.newBuilder()
                .setTick(SampleEvents.tick().setEventTime(AHEAD).build())
                .build(),
            MarketEvent.class,
            ContractRules::violations),
        new Input<>(
            Topics.MARKET_DATA,
            "binance:Spot:ETH/USDT",
            MarketEvent.newBuilder().setPrice(SampleEvents.price().build()).build(),
            MarketEvent.newBuilder()
                .setPrice(SampleEvents.price().setEventTime(AHEAD).build())
                .build(),
            MarketEvent.class,
            ContractRules::violations),
        new Input<>(
            Topics.MARKET_DATA,
            "BTC",
            MarketEvent.newBuilder().setPrediction(SampleEvents.prediction().build()).build(),
            MarketEvent.newBuilder()
                .setPrediction(SampleEvents.prediction().setEventTime(AHEAD).build())
                .build(),
            MarketEvent.class,
            ContractRules::violations),
        new Input<>(
            Topics.EXECUTION_REPORTS,
            KEY,
            SampleEvents.report().setStrategyId(KEY).build(),
            SampleEvents.report().setStrategyId(KEY).setEventTime(AHEAD).build(),
            ExecutionReport.class,
            ContractRules::violations),
        new Input<>(
            Topics.PAPER_FLOWS,
            KEY,
            PaperFlows.withdraw(KEY, BigDecimal.ONE, NOON),
            PaperFlows.withdraw(KEY, BigDecimal.ONE, AHEAD),
            PaperFlow.class,
            FlowEvents::violations),
        new Input<>(
            Topics.STRATEGY_CONTROLS,
            KEY,
            StrategyControl.newBuilder(SampleEvents.control().build())
                .setStrategyId(KEY)
                .setState(ControlState.HALTED)
                .build(),
            null,
            StrategyControl.class,
            ContractRules::violations));
  }

  private static PaperDriver driver() {
    return new PaperDriver(PaperDriver.settings().withMaxClockSkew(Duration.ofDays(1)), PARTITIONS);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void eachPoisonIsPutAsideAndTheAccountsBesideItAreUndisturbed(Input<?> input) {
    List<Poison> poisons = input.poisons();
    assertThat(poisons).hasSizeGreaterThan(15);
    List<SpecificRecord> whole = PaperLife.lived(driver(), () -> {});

    PaperDriver poisoned = driver();
    List<SpecificRecord> disturbed =
        PaperLife.lived(
            poisoned, () -> poisons.forEach(one -> isPutAside(poisoned, input.topic(), one)));

    assertThat(withoutOffsets(disturbed)).isEqualTo(withoutOffsets(whole)).hasSizeGreaterThan(20);
  }

  private static void isPutAside(PaperDriver paper, String topic, Poison poison) {
    Headers own = new RecordHeaders();
    own.add("trace", new byte[] {7});
    own.add("reason", "its own".getBytes(StandardCharsets.UTF_8));
    own.add("strategy_streams_stamp", "of another".getBytes(StandardCharsets.UTF_8));
    Instant stamp = poison.stamp() == null ? NOON : Instant.ofEpochMilli(poison.stamp());

    paper.pipe(topic, new TestRecord<>(poison.key(), poison.value(), own, stamp));

    DeadLetterProbe.assertThatOnly(
        paper.deadLetterRecords(), poison, topic, PaperDriver.settings().applicationId());
  }

  /** Poison among the reports takes offsets. */
  private static List<SpecificRecord> withoutOffsets(List<SpecificRecord> said) {
    return said.stream()
        .map(
            event ->
                event instanceof Exposure exposure
                    ? Exposure.newBuilder(exposure).setLastReportOffset(null).build()
                    : event)
        .toList();
  }

  /** What breaks the contract but can be answered is rejected; the clock stays where it was. */
  @Test
  void anOrderThatBreaksTheContractIsRejectedWithTheRule() {
    try (PaperDriver paper = driver()) {
      paper.prices(NOON);
      Instant far = NOON.plusSeconds(3600);
      int rejected = 0;
      Order sound = OrderEvent.at(OrderEvent.supply(KEY, "poison-0000", "1"), far).build();
      List<Mutants.Mutant> mutants =
          Mutants.of(
              Order.getClassSchema(),
              PaperDriver.serde(Order.class).serializer().serialize(Topics.ORDERS, sound));
      for (int i = 0; i < mutants.size(); i++) {
        byte[] bytes = numbered(mutants.get(i).bytes(), i);
        Order mutant = PaperDriver.serde(Order.class).deserializer().deserialize("any", bytes);
        List<String> violations = ContractRules.violations(KEY, mutant);
        if (violations.isEmpty() || !ContractRules.unanswerable(KEY, mutant).isEmpty()) {
          continue;
        }
        paper.pipe(
            Topics.ORDERS,
            new TestRecord<>(
                KEY.getBytes(StandardCharsets.UTF_8), bytes, new RecordHeaders(), NOON));
        List<ExecutionReport> reports = paper.reports();
        assertThat(reports).as(mutants.get(i).name()).hasSize(1);
        assertThat(reports.get(0).getStatus()).isEqualTo(ReportStatus.REJECTED);
        assertThat(reports.get(0).getReason()).contains(violations.get(0));
        assertThat(reports.get(0).getEventTime()).isEqualTo(NOON);
        rejected++;
      }
      assertThat(rejected).isGreaterThan(40);
      assertThat(paper.deadLetterRecords()).isEmpty();
    }
  }

  /** The clocks of two machines differ: the strategy must hear of its order all the same. */
  @Test
  void anOrderFromTheFutureIsRejectedAndMovesNoClock() {
    try (PaperDriver paper = driver()) {
      paper.prices(NOON);
      Order dated = OrderEvent.at(OrderEvent.supply(KEY, "dated", "1"), AHEAD).build();
      Order stamped = OrderEvent.supply(KEY, "stamped", "1").build();

      pipe(paper, dated, NOON);
      pipe(paper, stamped, AHEAD);
      pipe(paper, dated, NOON);

      List<ExecutionReport> reports = paper.reports();
      assertThat(reports)
          .extracting(ExecutionReport::getOrderId)
          .containsExactly("dated", "stamped");
      assertThat(reports)
          .allSatisfy(
              report -> {
                assertThat(report.getStatus()).isEqualTo(ReportStatus.REJECTED);
                assertThat(report.getEventTime()).isEqualTo(NOON);
                assertThat(report.getReason())
                    .contains("must be at most PT24H ahead of the clock", "max_clock_skew");
              });
      assertThat(paper.deadLetterRecords()).isEmpty();
    }
  }

  @Test
  void aLaterStepOfAPlanWhoseOrderWasFromTheFutureIsRejectedToo() {
    try (PaperDriver paper = driver()) {
      paper.prices(NOON);
      Order first = OrderEvent.at(OrderEvent.supply(KEY, "first", "1"), AHEAD).setSteps(2).build();
      Order second = OrderEvent.supply(KEY, "second", "1").setStep(2).setSteps(2).build();

      pipe(paper, first, NOON);
      pipe(paper, second, NOON);

      assertThat(paper.reports())
          .extracting(ExecutionReport::getOrderId, ExecutionReport::getStatus)
          .containsExactly(
              tuple("first", ReportStatus.REJECTED), tuple("second", ReportStatus.REJECTED));
    }
  }

  private static void pipe(PaperDriver paper, Order order, Instant stamp) {
    paper.pipe(
        Topics.ORDERS,
        new TestRecord<>(
            KEY.getBytes(StandardCharsets.UTF_8),
            PaperDriver.serde(Order.class).serializer().serialize(Topics.ORDERS, order),
            new RecordHeaders(),
            stamp));
  }

  /** An order id of its own: the same one again would be another's order with other content. */
  private static byte[] numbered(byte[] order, int number) {
    String text = new String(order, StandardCharsets.ISO_8859_1);
    return text.replace("poison-0000", "poison-%04d".formatted(number))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aTombstoneLiftsNoHalt() {
    try (PaperDriver paper = driver()) {
      paper.control(KEY, ControlState.HALTED);
      paper.pipe(
          Topics.STRATEGY_CONTROLS,
          new TestRecord<>(KEY.getBytes(StandardCharsets.UTF_8), null, new RecordHeaders(), NOON));
      assertThat(paper.deadLetterRecords()).hasSize(1);

      paper.flow(
          PaperFlows.open(
              KEY,
              io.strategystreams.core.mode.Mode.PURE_LENDING_USDT,
              io.strategystreams.core.money.Token.USDT,
              BigDecimal.TEN,
              NOON));
      paper.order(OrderEvent.supply(KEY, "o1", "1").build());
      assertThat(paper.reports())
          .singleElement()
          .satisfies(report -> assertThat(report.getReason()).contains("HALTED"));
    }
  }
}
