package io.strategystreams.cli.bench;

import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.SimulatedMarket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is written for a measurement. Same request, same events. */
final class Script {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final long SEED = 7;
  private static final int SENT_AT_ONCE = 10_000;

  private final BenchRequest request;
  private final List<ModeFile> modes;
  private final MarketInstant market;
  private final List<Positions> idle = new ArrayList<>();
  private final List<Positions> atTarget = new ArrayList<>();
  private final List<BigDecimal> equities = new ArrayList<>();

  Script(BenchRequest request) {
    this.request = request;
    this.modes = List.copyOf(request.configuration().modes().values());
    try (MarketFeed feed = new SimulatedMarket(SEED).open(START, START.plusSeconds(3600))) {
      this.market = feed.next();
    }
    MarketBook book = new MarketBook();
    market.prices().forEach(price -> book.take(price.quote(), Set.of()));
    Books books = new Books(request.configuration(), book, START);
    for (ModeFile mode : modes) {
      idle.add(books.idle(mode));
      atTarget.add(books.atTarget(mode));
      equities.add(books.equity(mode));
    }
  }

  /** Configurations, prices and a calm risk assessment of every strategy of both halves. */
  void prepare(EventPublisher publisher) {
    new LockStep(publisher, () -> {}).step(market, List.of());
    for (int strategy = 0; strategy < 2 * request.strategies(); strategy++) {
      publisher.send(Topics.STRATEGY_CONFIGS, id(strategy), configuration(strategy), START);
      publisher.send(Topics.RISK_ASSESSMENTS, id(strategy), risk(strategy), START);
      confirmNowAndThen(publisher, strategy);
    }
    publisher.confirm();
  }

  /** An exposure of every strategy of the second half, its capital idle: each makes a plan. */
  void idle(EventPublisher publisher) {
    Instant now = START.plusSeconds(2);
    for (int strategy = request.strategies(); strategy < 2 * request.strategies(); strategy++) {
      Exposure exposure = exposure(strategy, idle, now);
      publisher.send(Topics.EXPOSURES, id(strategy), exposure, now);
      confirmNowAndThen(publisher, strategy);
    }
    publisher.confirm();
  }

  /**
   * Exposures of the strategies of the first half in turn, each where it wants to be.
   *
   * @param round counts from 0; later rounds are of later times
   */
  void atTarget(EventPublisher publisher, int round) {
    Instant begin = START.plusSeconds(3).plusMillis(1000L * round);
    for (int sent = 0; sent < request.exposures(); sent++) {
      int strategy = sent % request.strategies();
      Instant now = begin.plusMillis(1000L * sent / request.exposures());
      publisher.send(Topics.EXPOSURES, id(strategy), exposure(strategy, atTarget, now), now);
      confirmNowAndThen(publisher, sent);
    }
    publisher.confirm();
  }

  private static void confirmNowAndThen(EventPublisher publisher, int sent) {
    if (sent % SENT_AT_ONCE == SENT_AT_ONCE - 1) {
      publisher.confirm();
    }
  }

  private ModeFile mode(int strategy) {
    return modes.get(strategy % modes.size());
  }

  private String id(int strategy) {
    return mode(strategy).mode().id() + "@bench-" + strategy / modes.size();
  }

  private StrategyConfig configuration(int strategy) {
    return StrategyConfig.newBuilder()
        .setStrategyId(id(strategy))
        .setMode(mode(strategy).mode().id())
        .setVersion(1)
        .setIncarnation(1)
        .setYaml(mode(strategy).toYaml())
        .setEventTime(START)
        .build();
  }

  private RiskAssessment risk(int strategy) {
    return RiskAssessment.newBuilder()
        .setStrategyId(id(strategy))
        .setRiskOverride(false)
        .setMarginRatios(Map.of())
        .setBreaches(List.of())
        .setEventTime(START)
        .build();
  }

  private Exposure exposure(int strategy, List<Positions> books, Instant now) {
    int kind = strategy % modes.size();
    Map<String, BigDecimal> positions = new TreeMap<>();
    books.get(kind).asMap().forEach((held, amount) -> positions.put(held.toString(), of(amount)));
    return Exposure.newBuilder()
        .setStrategyId(id(strategy))
        .setShareClass(mode(strategy).parameters().shareClass().symbol())
        .setTotalExposure(of(equities.get(kind)))
        .setPositions(positions)
        .setDustTokens(Map.of())
        .setWithdrawalRequested(false)
        .setEventTime(now)
        .build();
  }

  private static BigDecimal of(BigDecimal amount) {
    return amount.setScale(Decimals.SCALE, RoundingMode.DOWN);
  }
}
