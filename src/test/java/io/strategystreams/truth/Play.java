package io.strategystreams.truth;

import io.strategystreams.backtest.InProcessLoop;
import io.strategystreams.backtest.LoopObserver;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.paper.AttributionFeed;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.attribution.Statement;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Strategies played through the real topologies on a market of the test's making, with attribution
 * beside them that stops the test at the first event that does not reconcile.
 */
final class Play implements AutoCloseable, LoopObserver {
  static final Configuration CONFIGURATION = ConfigDirectory.load(Path.of("configs"), Map.of());

  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<ExecutionReport> reports = new ArrayList<>();
  final List<PaperFlow> flows = new ArrayList<>();

  /** All that was written, in the order of writing. */
  final List<SpecificRecord> log = new ArrayList<>();

  /** The last exposure of each strategy. */
  final Map<String, Exposure> exposures = new HashMap<>();

  /** What those were at the end of each instant. */
  final List<Map<String, Exposure>> trail = new ArrayList<>();

  private final AttributionFeed attribution = new AttributionFeed();
  private final InProcessLoop loop;
  private final Instant start;

  Play(PaperSettings settings, Instant start) {
    this.start = start;
    this.loop = new InProcessLoop(CONFIGURATION, settings, start, this);
  }

  /** Hourly valuation, half a day of unstaking; no slippage, no chance. */
  static PaperSettings exact() {
    PaperSettings settings = PaperSettings.defaults(7);
    return settings
        .withVenues(settings.venues().withSlippage(BigDecimal.ZERO, BigDecimal.ZERO))
        .withValuationInterval(Duration.ofHours(1))
        .withUnstakingDelay(Duration.ofHours(12));
  }

  /**
   * The strategy's account is opened with capital at its home; settings as in a replay of hours.
   */
  Play with(Mode mode, Map<String, String> settings, BigDecimal capital) {
    Map<String, String> overrides = new HashMap<>(CONFIGURATION.application().demo().overrides());
    overrides.putAll(settings);
    ModeFile file = CONFIGURATION.mode(mode).orElseThrow().withOverrides(overrides);
    StrategyConfig config =
        StrategyConfig.newBuilder()
            .setStrategyId(mode.id())
            .setMode(mode.id())
            .setVersion(1)
            .setIncarnation(1)
            .setYaml(file.toYaml())
            .setEventTime(start)
            .build();
    loop.lockStep()
        .inject(List.of(new LockStep.Injected(Topics.STRATEGY_CONFIGS, mode.id(), config)), start);
    inject(PaperFlows.open(mode.id(), mode, shareClass(mode, overrides), capital, start));
    return this;
  }

  /** With the demo's capital. */
  Play with(Mode mode) {
    Map<String, String> overrides = CONFIGURATION.application().demo().overrides();
    Token shareClass = shareClass(mode, overrides);
    return with(mode, Map.of(), CONFIGURATION.application().demo().capital().get(shareClass));
  }

  void inject(PaperFlow... injected) {
    for (PaperFlow flow : injected) {
      loop.lockStep()
          .inject(
              List.of(new LockStep.Injected(Topics.PAPER_FLOWS, flow.getStrategyId(), flow)),
              flow.getEventTime());
    }
  }

  /** Everything that follows from an instant happens, and its books are checked. */
  void step(MarketInstant instant) {
    attribution.prices(instant.time(), instant.prices().stream().map(Observation::quote).toList());
    loop.lockStep().step(instant, List.of());
    attribution.endOfInstant();
    trail.add(Map.copyOf(exposures));
  }

  /** The hours of a made market, from the first up to {@code to}. */
  Play hours(MadeMarket market, int from, int to) {
    for (int hour = from; hour < to; hour++) {
      step(market.at(hour));
    }
    return this;
  }

  /** All that is left of a feed. */
  void rest(MarketFeed feed) {
    while (feed.hasNext()) {
      step(feed.next());
    }
  }

  Statement statement(Mode mode) {
    return attribution.statements().stream()
        .filter(statement -> statement.strategyId().equals(mode.id()))
        .findFirst()
        .orElseThrow();
  }

  static Token shareClass(Mode mode, Map<String, String> overrides) {
    return CONFIGURATION
        .mode(mode)
        .orElseThrow()
        .withOverrides(overrides)
        .parameters()
        .shareClass();
  }

  @Override
  public void order(Order order) {
    orders.add(order);
    log.add(order);
    attribution.order(order);
  }

  @Override
  public void decision(Decision decision) {
    decisions.add(decision);
    log.add(decision);
  }

  @Override
  public void report(ExecutionReport report) {
    reports.add(report);
    log.add(report);
    attribution.report(report);
  }

  @Override
  public void exposure(Exposure exposure) {
    exposures.put(exposure.getStrategyId(), exposure);
    log.add(exposure);
    attribution.exposure(exposure);
  }

  @Override
  public void flow(PaperFlow flow) {
    flows.add(flow);
    log.add(flow);
    attribution.flow(flow);
  }

  @Override
  public void deadLetter(String text) {
    throw new AssertionError("no record must be put aside, was " + text);
  }

  @Override
  public void close() {
    loop.close();
  }
}
