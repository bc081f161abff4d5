package io.strategystreams.topology;

import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Signal;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.testing.DeadLetterProbe;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Events over all topics and modes from a seed, through the real topology: most are what a sound
 * installation writes, the rest keeps the contract and is wrong, forged from what was really sent,
 * out of order or of nothing known. What comes out is checked as it comes.
 */
final class Fuzz implements AutoCloseable {
  private static final int REMEMBERED = 60;
  private static final int DRAINED_EVERY = 200;
  private static final List<String> NASTY =
      List.of(
          "0",
          "0.000000000000000001",
          "0.5",
          "1",
          "1000000000",
          "90000000000000000000",
          "99999999999999999999.999999999999999999");
  private static final Map<String, BigDecimal> PRICES = new TreeMap<>();

  static {
    PRICES.put("binance:Spot:ETH/USDT", ExactVenue.ETH);
    PRICES.put("binance:Spot:BTC/USDT", ExactVenue.BTC);
    PRICES.put("binance:Spot:EIGEN/USDT", ExactVenue.EIGEN);
    for (String venue : List.of("binance", "bybit", "okx")) {
      PRICES.put(venue + ":Perp:ETHUSDT", ExactVenue.ETH);
      PRICES.put(venue + ":Perp:BTCUSDT", ExactVenue.BTC);
    }
    PRICES.put("etherfi:Rate:weETH/WETH", ExactVenue.WEETH);
    PRICES.put("uniswap:Spot:weETH/WETH", ExactVenue.WEETH);
    PRICES.put("kraken:Spot:ETH/USDT", ExactVenue.ETH);
    PRICES.put("aave_v3:Rate:aUSDT/USDT", BigDecimal.ONE);
  }

  private static final List<String> MARKETS = List.copyOf(PRICES.keySet());

  /** One strategy with its venue; what was said of it is remembered to be forged. */
  private static final class Strategy {
    final String id;
    final Mode mode;
    final OrderBounds bounds;
    final Deque<Order> open = new ArrayDeque<>();
    final List<Order> sent = new ArrayList<>();
    final List<ExecutionReport> said = new ArrayList<>();
    ExactVenue venue;
    long version;
    long incarnation = 1;
    Long lastReport;

    Strategy(String id, Mode mode) {
      this.id = id;
      this.mode = mode;
      this.bounds =
          new OrderBounds(ModeFile.defaults(mode, Driver.CONFIGURATION.desk()).parameters());
      fund();
    }

    void fund() {
      venue = new ExactVenue(id, Life.shareClass(mode));
      boolean atExchange =
          mode.followsPredictions() || mode == Mode.ETH_BASIS || mode == Mode.BTC_BASIS;
      venue.deposit(
          (atExchange ? "binance" : "wallet") + ":BaseToken:" + Life.shareClass(mode),
          Life.shareClass(mode).equals("USDT") ? "100000" : "50");
      open.clear();
    }
  }

  /** What a run came to. */
  record Figures(
      long consumed,
      long applied,
      long ignored,
      SortedMap<String, Long> deadLetters,
      SortedMap<String, Long> decisions,
      long orders,
      long quarantines,
      List<String> breaches) {
    boolean isAccounted() {
      long dead = deadLetters.values().stream().mapToLong(Long::longValue).sum();
      return consumed == applied + ignored + dead;
    }

    @Override
    public String toString() {
      return String.join(
          "\n",
          "consumed " + consumed + ", applied " + applied + ", ignored " + ignored,
          "dead letters " + deadLetters,
          "orders " + orders + ", quarantines " + quarantines,
          "decisions " + decisions,
          "breaches " + breaches);
    }
  }

  private final Random random;
  private final boolean bounded;
  private final Driver driver;
  private final List<Strategy> strategies = new ArrayList<>();
  private final List<String> orderIds = new ArrayList<>();
  private final List<String> breaches = new ArrayList<>();
  private final SortedMap<String, Long> deadLetters = new TreeMap<>();
  private final SortedMap<String, Long> decisions = new TreeMap<>();
  private Instant now = Driver.NOON;
  private long consumed;
  private long orders;

  /**
   * @param bounded whether the limits of orders are checked too
   */
  Fuzz(long seed, FaultyRules rules, boolean bounded) {
    this.random = new Random(seed);
    this.bounded = bounded;
    this.driver = new Driver(rules, ClockPolicy.replay(), PartitionCounts.all(1), Driver.NOON);
    for (Mode mode : Mode.values()) {
      for (int i = 0; i < 2; i++) {
        Strategy strategy = new Strategy(mode.id() + "@" + i, mode);
        strategies.add(strategy);
        configure(strategy, Map.of(), false);
      }
    }
    MARKETS.forEach(market -> price(market, PRICES.get(market)));
  }

  String strategyId(int index) {
    return strategies.get(index).id;
  }

  List<String> orderIds() {
    return orderIds;
  }

  void run(long events) {
    for (long i = 0; i < events; i++) {
      step();
      collect();
      if (i % DRAINED_EVERY == 0) {
        drain();
      }
    }
    drain();
  }

  Figures figures() {
    return new Figures(
        consumed,
        counted(MeterNames.APPLIED_RECORDS),
        counted(MeterNames.IGNORED_RECORDS),
        deadLetters,
        decisions,
        orders,
        decisions.getOrDefault("QUARANTINED", 0L),
        breaches);
  }

  private long counted(String meter) {
    return (long)
        driver.meters().find(meter).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  private void step() {
    Strategy strategy = strategies.get(random.nextInt(strategies.size()));
    int kind = random.nextInt(100);
    if (kind < 25) {
      price();
    } else if (kind < 30) {
      prediction();
    } else if (kind < 40) {
      tick();
    } else if (kind < 63) {
      exposure(strategy);
    } else if (kind < 72) {
      risk(strategy);
    } else if (kind < 93) {
      report(strategy);
    } else if (kind < 96) {
      control(strategy);
    } else if (kind < 99) {
      configuration(strategy);
    } else {
      junk(strategy);
    }
  }

  private boolean rarely(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static BigDecimal scaled(BigDecimal value) {
    return value.setScale(18, RoundingMode.DOWN);
  }

  private BigDecimal nasty() {
    return scaled(new BigDecimal(one(NASTY)));
  }

  private BigDecimal about(BigDecimal value, double spread) {
    return scaled(value.multiply(BigDecimal.valueOf(1 + spread * random.nextGaussian())));
  }

  /** Mostly the present, else out of order. */
  private Instant time() {
    return rarely(95) ? now : now.plusMillis(random.nextInt(20_000) - 15_000L);
  }

  private <T extends SpecificRecord> long pipe(String topic, String key, T event, Instant time) {
    consumed++;
    return driver.pipe(topic, key, event, time);
  }

  private void price() {
    String market = one(MARKETS);
    BigDecimal usual = PRICES.get(market);
    int kind = random.nextInt(1000);
    BigDecimal price =
        kind < 900
            ? about(usual, 0.002)
            : kind < 980
                ? about(usual, 0.05)
                : kind < 990 ? usual.multiply(BigDecimal.valueOf(rarely(50) ? 10 : 0.1)) : nasty();
    price(market, price);
  }

  private void price(String market, BigDecimal price) {
    Instant time = time();
    Price.Builder event =
        Price.newBuilder().setMarket(market).setPrice(scaled(price)).setEventTime(time);
    if (rarely(10)) {
      event.setBid(bounded(about(price, 0.001))).setAsk(bounded(about(price, 0.001)));
    }
    if (rarely(5)) {
      event.setFundingRate(random.nextGaussian());
    }
    pipe(Topics.PRICES, market, event.build(), time);
  }

  private void prediction() {
    String asset = one(List.of("BTC", "BTC", "BTC", "ETH", "DOGE"));
    MlPrediction event =
        SampleEvents.prediction()
            .setAsset(asset)
            .setSignal(one(List.of(Signal.values())))
            .setConfidence(random.nextDouble())
            .setSd(rarely(10) ? random.nextDouble() * 1e6 : 0.01 + random.nextDouble() * 0.03)
            .setGranularity(one(List.of("5min", "5min", "1h", "1d")))
            .setEventTime(time())
            .build();
    pipe(Topics.ML_PREDICTIONS, asset, event, event.getEventTime());
  }

  private void tick() {
    now = now.plusMillis(rarely(2) ? 3_600_000 : 200 + random.nextInt(5_000));
    consumed++;
    driver.tick(now);
  }

  private void exposure(Strategy strategy) {
    Exposure held = strategy.venue.exposure(now, strategy.lastReport);
    if (!ContractRules.violations(strategy.id, held).isEmpty()) {
      strategy.fund(); // the book of a forged plan: no monitor would show it
      held = strategy.venue.exposure(now, strategy.lastReport);
    }
    Exposure.Builder said = Exposure.newBuilder(held);
    if (rarely(25)) {
      forge(said);
    }
    boolean stranger = rarely(1);
    String id = stranger ? "stranger@" + random.nextInt(1000) : strategy.id;
    Exposure event = said.setStrategyId(id).build();
    if (!stranger) {
      strategy.bounds.exposed(event);
    }
    pipe(Topics.EXPOSURES, id, event, event.getEventTime());
  }

  private void forge(Exposure.Builder event) {
    Map<String, BigDecimal> positions = new HashMap<>(event.getPositions());
    switch (random.nextInt(10)) {
      case 0 -> event.setTotalExposure(nasty());
      case 1 -> event.setTotalExposure(nasty().negate());
      case 2 -> positions.put("dydx:Perp:ETHUSDT", nasty());
      case 3 -> positions.put("wallet:BaseToken:SCAM" + random.nextInt(50), nasty());
      case 4 -> positions.replaceAll((place, amount) -> rarely(50) ? nasty() : amount);
      case 5 -> positions.keySet().removeIf(place -> rarely(50));
      case 6 -> event.setLastReportOffset(one(List.of(0L, 1L, 1_000_000L, Long.MAX_VALUE)));
      case 7 -> {
        event.setWithdrawalRequested(true);
        event.setWithdrawalAmount(rarely(20) ? null : rarely(50) ? nasty() : amount("100"));
      }
      case 8 -> event.setEventTime(time());
      default -> {
        positions.put(
            one(List.of("bybit:Perp:ETHUSDT", "okx:Perp:BTCUSDT", "binance:BaseToken:USDT")),
            bounded(about(nasty(), 0.5)));
        event.setDustTokens(Map.of(one(List.of("EIGEN", "ETHFI", "JUNK")), nasty()));
      }
    }
    event.setPositions(positions);
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }

  private void risk(Strategy strategy) {
    RiskAssessment event =
        RiskAssessment.newBuilder()
            .setStrategyId(strategy.id)
            .setRiskOverride(rarely(2))
            .setMaxEquityFraction(rarely(10) ? random.nextDouble() : null)
            .setTargetLtv(rarely(5) ? random.nextDouble() : null)
            .setMarginRatios(
                rarely(10)
                    ? Map.of(one(List.of("bybit", "okx", "portfolio", "x")), random.nextGaussian())
                    : Map.of())
            .setBreaches(List.of())
            .setEventTime(time())
            .build();
    pipe(Topics.RISK_ASSESSMENTS, strategy.id, event, event.getEventTime());
  }

  private void report(Strategy strategy) {
    ExecutionReport event;
    if (!strategy.open.isEmpty() && rarely(80)) {
      Order order = strategy.open.removeFirst();
      event =
          rarely(5)
              ? strategy.venue.reject(order, now)
              : rarely(5) && strategy.venue.hasQueued()
                  ? strategy.venue.endQueue(now)
                  : strategy.venue.execute(order, now);
    } else if (!strategy.said.isEmpty() && rarely(40)) {
      event = ExecutionReport.newBuilder(one(strategy.said)).build(); // again, or much later
    } else if (strategy.sent.isEmpty()) {
      return;
    } else {
      event = forged(one(strategy.sent));
    }
    strategy.said.add(event);
    if (strategy.said.size() > REMEMBERED) {
      strategy.said.remove(0);
    }
    strategy.lastReport = pipe(Topics.EXECUTION_REPORTS, strategy.id, event, now);
  }

  private ExecutionReport forged(Order order) {
    Map<String, BigDecimal> deltas = new HashMap<>(order.getExpectedDeltas());
    BigDecimal factor = new BigDecimal(one(List.of("-1", "0.001", "0.5", "1000", "20000")));
    BigDecimal filled = order.getAmount();
    String orderId = order.getOrderId();
    String planId = order.getPlanId();
    switch (random.nextInt(7)) {
      case 0 -> deltas.replaceAll((place, delta) -> bounded(delta.multiply(factor)));
      case 1 -> filled = bounded(filled.multiply(factor)).abs();
      case 2 -> filled = nasty();
      case 3 -> deltas.put("dydx:Perp:ETHUSDT", nasty());
      case 4 ->
          orderId = UUID.nameUUIDFromBytes(orderId.getBytes(StandardCharsets.UTF_8)).toString();
      case 5 -> planId = UUID.nameUUIDFromBytes(planId.getBytes(StandardCharsets.UTF_8)).toString();
      default -> deltas.replaceAll((place, delta) -> nasty());
    }
    List<ReportStatus> statuses = new ArrayList<>(List.of(ReportStatus.values()));
    statuses.remove(ReportStatus.UNKNOWN);
    return ExecutionReport.newBuilder()
        .setOrderId(orderId)
        .setPlanId(planId)
        .setStrategyId(order.getStrategyId())
        .setStatus(rarely(60) ? ReportStatus.FILLED : one(statuses))
        .setFilledAmount(scaled(filled))
        .setDeltas(deltas)
        .setReason(rarely(5) ? "x".repeat(5_000) : null)
        .setEventTime(time())
        .build();
  }

  private static BigDecimal bounded(BigDecimal value) {
    BigDecimal most = new BigDecimal("99999999999999999999");
    return scaled(value.max(most.negate()).min(most));
  }

  private void control(Strategy strategy) {
    String key = rarely(10) ? "*" : rarely(2) ? "stranger" : strategy.id;
    int kind = random.nextInt(100);
    ControlState state =
        kind < 80
            ? ControlState.ACTIVE
            : kind < 90
                ? ControlState.REDUCE_ONLY
                : kind < 98
                    ? ControlState.HALTED
                    : kind < 99 ? ControlState.RETIRED : ControlState.UNKNOWN;
    StrategyControl event =
        SampleEvents.control().setStrategyId(key).setState(state).setEventTime(now).build();
    pipe(Topics.STRATEGY_CONTROLS, key, event, now);
  }

  private void configuration(Strategy strategy) {
    switch (random.nextInt(10)) {
      case 0 -> {
        consumed++;
        driver.pipe(
            Topics.STRATEGY_CONFIGS,
            new TestRecord<>(strategy.id.getBytes(StandardCharsets.UTF_8), null, now));
        configure(strategy, Map.of(), false);
      }
      case 1 -> {
        strategy.incarnation++;
        configure(strategy, Map.of(), false);
      }
      case 2 -> configure(strategy, Map.of(), true);
      default ->
          configure(
              strategy,
              Map.of("position_deviation_threshold", new BigDecimal(one(List.of("0.01", "0.05")))),
              false);
    }
  }

  private void configure(Strategy strategy, Map<String, ?> overrides, boolean old) {
    if (!old) {
      strategy.version++;
    }
    StrategyConfig event =
        Lives.config(strategy.mode, strategy.id, strategy.version, strategy.incarnation, overrides);
    pipe(Topics.STRATEGY_CONFIGS, strategy.id, event, now);
  }

  private void junk(Strategy strategy) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    consumed++;
    driver.pipe(
        one(StrategyInputs.TOPICS),
        new TestRecord<>(strategy.id.getBytes(StandardCharsets.UTF_8), bytes, now));
  }

  private void collect() {
    for (Order order : driver.orders()) {
      orders++;
      if (orderIds.size() < 100_000) {
        orderIds.add(order.getOrderId() + " " + order.getAmount());
      }
      Strategy strategy =
          strategies.stream()
              .filter(one -> one.id.equals(order.getStrategyId()))
              .findFirst()
              .orElseThrow();
      check(strategy, order);
      strategy.open.addLast(order);
      strategy.sent.add(order);
      if (strategy.sent.size() > REMEMBERED) {
        strategy.sent.remove(0);
      }
    }
  }

  private void check(Strategy strategy, Order order) {
    List<String> found = new ArrayList<>(strategy.bounds.always(order));
    if (bounded) {
      found.addAll(strategy.bounds.reductions(order));
      found.addAll(strategy.bounds.growth(order));
    }
    if (!found.isEmpty() && breaches.size() < 20) {
      breaches.add(found + " in " + order);
    }
  }

  private void drain() {
    for (Decision decision : driver.decisions()) {
      decisions.merge(decision.getReason().name(), 1L, Long::sum);
      if (decision.getReason().name().equals("QUARANTINED") && breaches.size() < 20) {
        breaches.add("quarantined: " + decision.getStrategyId() + ": " + decision.getDetail());
      }
    }
    for (TestRecord<byte[], byte[]> letter : driver.deadLetters()) {
      deadLetters.merge(DeadLetterProbe.headers(letter).get("reason"), 1L, Long::sum);
    }
    // What the strategies write to a topic that they read comes back to them.
    consumed += driver.records(Topics.STRATEGY_CONTROLS, StrategyControl.class).size();
    driver.discard();
  }

  @Override
  public void close() {
    driver.close();
  }
}
