package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.events.Reason;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Signal;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.test.TestRecord;

/**
 * One strategy of a mode in the driver, with a venue that fills exactly. Times go up by seconds.
 */
final class Life implements AutoCloseable {
  final String strategyId;
  final Mode mode;
  final ExactVenue venue;
  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  Driver driver;
  Instant now = Driver.NOON;
  private int handled;
  private long controls;
  private long version;
  private Long lastReport;

  private Life(Mode mode, Driver driver) {
    this.mode = mode;
    this.strategyId = mode.id() + "@test";
    this.venue = new ExactVenue(strategyId, shareClass(mode));
    this.driver = driver;
  }

  /** Configured and funded; nothing is known of markets or risk. */
  static Life of(Mode mode) {
    return of(mode, Driver.replay(), Map.of());
  }

  /** As {@link #of(Mode)}, configured otherwise. */
  static Life of(Mode mode, Map<String, ?> overrides) {
    return of(mode, Driver.replay(), overrides);
  }

  static Life of(Mode mode, Driver driver) {
    return of(mode, driver, Map.of());
  }

  private static Life of(Mode mode, Driver driver, Map<String, ?> overrides) {
    Life life = new Life(mode, driver);
    life.configure(overrides);
    life.venue.deposit(life.home(), life.capital());
    return life;
  }

  /** After its entry. */
  static Life entered(Mode mode) {
    return entered(mode, Map.of());
  }

  /** As {@link #entered(Mode)}, configured otherwise. */
  static Life entered(Mode mode, Map<String, ?> overrides) {
    Life life = of(mode, overrides);
    life.market();
    life.signal(Signal.SWING_HIGH_BREAKOUT);
    life.risk(false);
    life.expose();
    life.settle();
    return life;
  }

  static String shareClass(Mode mode) {
    return switch (mode) {
      case ETH_STAKING_ONLY, ETH_LEVERAGED, PURE_LENDING_ETH -> "ETH";
      case ML_BTC_DIRECTIONAL_BTC_MARGIN -> "BTC";
      case PURE_LENDING_USDT,
          ETH_BASIS,
          BTC_BASIS,
          ML_BTC_DIRECTIONAL_USDT_MARGIN,
          USDT_ETH_STAKING_HEDGED_LEVERAGED,
          USDT_ETH_STAKING_HEDGED_SIMPLE ->
          "USDT";
    };
  }

  /** Where its share class rests. */
  String home() {
    boolean atExchange =
        mode.followsPredictions() || mode == Mode.ETH_BASIS || mode == Mode.BTC_BASIS;
    return (atExchange ? "binance" : "wallet") + ":BaseToken:" + shareClass(mode);
  }

  String capital() {
    return switch (shareClass(mode)) {
      case "ETH" -> "100";
      case "BTC" -> "10";
      default -> "100000";
    };
  }

  /** A part of the capital: {@code capital("0.1")} is a tenth. */
  String capital(String part) {
    return new BigDecimal(capital()).multiply(new BigDecimal(part)).toPlainString();
  }

  void configure(Map<String, ?> overrides) {
    configure(1, overrides);
  }

  void configure(long incarnation, Map<String, ?> overrides) {
    version++;
    driver.pipe(
        Topics.STRATEGY_CONFIGS,
        strategyId,
        Lives.config(mode, strategyId, version, incarnation, overrides),
        now);
  }

  void control(ControlState state) {
    control(strategyId, state);
  }

  void control(String key, ControlState state) {
    driver.pipe(
        Topics.STRATEGY_CONTROLS,
        key,
        StrategyControl.newBuilder()
            .setStrategyId(key)
            .setState(state)
            .setReason("test")
            .setAuthor("test")
            .setEventTime(now)
            .setRevision(++controls)
            .build(),
        now);
  }

  /** A quote of every market. */
  void market() {
    price("binance:Spot:ETH/USDT", ExactVenue.ETH);
    price("binance:Spot:BTC/USDT", ExactVenue.BTC);
    price("binance:Spot:EIGEN/USDT", ExactVenue.EIGEN);
    for (String venue : List.of("binance", "bybit", "okx")) {
      price(venue + ":Perp:ETHUSDT", ExactVenue.ETH);
      price(venue + ":Perp:BTCUSDT", ExactVenue.BTC);
    }
    price("etherfi:Rate:weETH/WETH", ExactVenue.WEETH);
    price("uniswap:Spot:weETH/WETH", ExactVenue.WEETH);
  }

  void price(String market, BigDecimal price) {
    driver.pipe(
        Topics.PRICES,
        market,
        Price.newBuilder().setMarket(market).setPrice(price.setScale(18)).setEventTime(now).build(),
        now);
  }

  void signal(Signal signal) {
    MlPrediction prediction = SampleEvents.prediction().setSignal(signal).setEventTime(now).build();
    driver.pipe(Topics.ML_PREDICTIONS, prediction.getAsset(), prediction, now);
  }

  void risk(boolean override) {
    driver.pipe(
        Topics.RISK_ASSESSMENTS,
        strategyId,
        RiskAssessment.newBuilder()
            .setStrategyId(strategyId)
            .setRiskOverride(override)
            .setMarginRatios(Map.of())
            .setBreaches(List.of())
            .setEventTime(now)
            .build(),
        now);
  }

  /** The monitor publishes. */
  void expose() {
    driver.pipe(Topics.EXPOSURES, strategyId, venue.exposure(now, lastReport), now);
  }

  /** The monitor publishes a book that is not the present one. */
  void expose(Exposure other, Long reportOffset) {
    Exposure dated =
        Exposure.newBuilder(other).setLastReportOffset(reportOffset).setEventTime(now).build();
    driver.pipe(Topics.EXPOSURES, strategyId, dated, now);
  }

  /** Offset of the last report, null before the first. */
  Long lastReport() {
    return lastReport;
  }

  void wait(Duration duration) {
    now = now.plus(duration);
    driver.tick(now);
  }

  /** Fresh inputs a minute later. */
  void nextMinute() {
    wait(Duration.ofMinutes(1));
    market();
    risk(false);
    expose();
  }

  /** Reads what came out. */
  void read() {
    decisions.addAll(driver.decisions());
    orders.addAll(driver.orders());
  }

  /** The orders that came out and that nobody took yet. */
  List<Order> take() {
    read();
    List<Order> fresh = List.copyOf(orders.subList(handled, orders.size()));
    handled = orders.size();
    return fresh;
  }

  /** Executes every order until none comes; unstakes end their queue at once. */
  void settle() {
    settle(UnaryOperator.identity(), this::read);
  }

  /**
   * As {@link #settle()}.
   *
   * @param meddling what is made of each report before it is piped
   * @param between what comes between any two records
   */
  void settle(UnaryOperator<ExecutionReport> meddling, Runnable between) {
    int rounds = 0;
    for (List<Order> out = take(); !out.isEmpty() || venue.hasQueued(); out = take()) {
      rounds++;
      if (rounds > 100) {
        throw new AssertionError(
            mode + " never comes to rest: " + reasons() + " with " + out + venue.positions());
      }
      for (Order order : out) {
        report(meddling.apply(venue.execute(order, now)));
        between.run();
      }
      if (venue.hasQueued()) {
        expose();
        between.run();
        report(meddling.apply(venue.endQueue(now)));
        between.run();
      }
      expose();
      between.run();
    }
  }

  void report(ExecutionReport report) {
    lastReport = driver.pipe(Topics.EXECUTION_REPORTS, strategyId, report, now);
  }

  /** Goes on in a new process, from what the old one wrote to its changelogs. */
  void restart() {
    read();
    restartFrom(driver.changelogs());
  }

  /** As {@link #restart()}, in a version that refuses what is stored of the strategy. */
  void restartRefused() {
    read();
    Map<String, List<TestRecord<byte[], byte[]>>> changes =
        new LinkedHashMap<>(driver.changelogs());
    changes.compute(
        TopologyNames.CONFIGS_STORE,
        (store, stored) -> stored.stream().map(Life::withoutSense).toList());
    restartFrom(changes);
  }

  private static TestRecord<byte[], byte[]> withoutSense(TestRecord<byte[], byte[]> stored) {
    Serde<ConfigurationState> serde = Driver.serde(ConfigurationState.class);
    ConfigurationState state = serde.deserializer().deserialize("configs", stored.value());
    ConfigurationState refused =
        ConfigurationState.newBuilder(state)
            .setYaml(state.getYaml() + "\nno_longer_a_key: 7\n")
            .build();
    return new TestRecord<>(stored.key(), serde.serializer().serialize("configs", refused));
  }

  private void restartFrom(Map<String, List<TestRecord<byte[], byte[]>>> changes) {
    driver.close();
    driver = Driver.replay(driver);
    driver.restore(changes);
  }

  List<String> reasons() {
    read();
    return decisions.stream().map(decision -> decision.getReason().name()).toList();
  }

  /** The reasons of decisions made by {@code action}. */
  List<String> reasonsOf(Runnable action) {
    read();
    int before = decisions.size();
    action.run();
    return reasons().subList(before, reasons().size());
  }

  /** The last decision that released a plan's first step. */
  Decision lastPlan() {
    read();
    return decisions.stream()
        .filter(decision -> !decision.getOrderIds().isEmpty())
        .filter(decision -> decision.getReason() != Reason.STEP_RELEASED)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Override
  public void close() {
    driver.close();
  }
}
