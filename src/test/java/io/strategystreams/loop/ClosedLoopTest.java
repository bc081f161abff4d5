package io.strategystreams.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.backtest.InProcessLoop.ReadFirst;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Action;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.ledger.StrategyProfile;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.SimulatedMarket;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each strategy against the paper executor through entry, deposit, partial withdrawal, dust, risk
 * override, return and full withdrawal, on a simulated market.
 */
class ClosedLoopTest {
  private static final Configuration CONFIGURATION =
      ConfigDirectory.load(Path.of("configs"), Map.of());
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final int HOURS = 96;
  private static final BigDecimal NEVER = BigDecimal.ZERO;

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theLoopClosesAndTheBooksAgree(Mode mode) {
    try (ClosedLoop loop = run(mode, ReadFirst.REPORTS, Map.of(), NEVER)) {
      assertThat(loop.deadLetters).isEmpty();
      Exposure last = loop.exposures.get(loop.exposures.size() - 1);
      assertThat(Auditor.breaches(loop.history(), true)).isEmpty();
      assertThat(loop.reports)
          .filteredOn(report -> report.getStatus() == ReportStatus.REJECTED)
          .extracting(ExecutionReport::getReason)
          .isEmpty();
      assertThat(last.getWithdrawalRequested()).as("everything was paid").isFalse();
      assertThat(loop.decisions)
          .extracting(Decision::getAction)
          .contains(Action.ENTRY_FULL, Action.EXIT_PARTIAL);
      assertThat(loop.decisions).as("it left").anyMatch(ClosedLoopTest::leaves);
    }
  }

  /** By its own exit, or because a take profit or stop loss was reached before. */
  private static boolean leaves(Decision decision) {
    return decision.getAction() == Action.EXIT_FULL
        || decision.getReason() == Reason.CLOSED_BY_VENUE;
  }

  /** Where an unstake comes out on the tick on which the monitor says risk. */
  @ParameterizedTest
  @EnumSource(names = {"ETH_STAKING_ONLY", "USDT_ETH_STAKING_HEDGED_SIMPLE"})
  void theSameOrdersWhetherRiskOrReportsAreReadFirst(Mode mode) {
    try (ClosedLoop one = run(mode, ReadFirst.REPORTS, Map.of(), NEVER);
        ClosedLoop other = run(mode, ReadFirst.RISK, Map.of(), NEVER)) {
      assertThat(lines(other)).isEqualTo(lines(one));
    }
  }

  private static List<String> lines(ClosedLoop loop) {
    return loop.orders.stream().map(ContractJson::toLine).toList();
  }

  /** All orders of a plan go out at once; one in eight is rejected. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void plansReleasedTogetherHealToo(Mode mode) {
    try (ClosedLoop loop =
        run(mode, ReadFirst.REPORTS, Map.of("release", "together"), new BigDecimal("0.125"))) {
      assertThat(loop.deadLetters).isEmpty();
      Exposure last = loop.exposures.get(loop.exposures.size() - 1);
      assertThat(Auditor.breaches(loop.history(), true)).isEmpty();
      assertThat(last.getWithdrawalRequested()).as("everything was paid").isFalse();
      assertThat(loop.decisions)
          .extracting(Decision::getReason)
          .doesNotContain(Reason.PLAN_UNCERTAIN, Reason.PLAN_TIMED_OUT, Reason.BARRIER_TIMED_OUT);
      assertNothingIsFilledAfterAFailure(loop);
    }
  }

  private static void assertNothingIsFilledAfterAFailure(ClosedLoop loop) {
    Map<String, Order> orders = new HashMap<>();
    loop.orders.forEach(order -> orders.put(order.getOrderId(), order));
    Map<String, Integer> failedAt = new HashMap<>();
    for (ExecutionReport report : loop.reports) {
      if (report.getClosesOrderId() != null) {
        continue; // no step: the venue closed by itself
      }
      int step = orders.get(report.getOrderId()).getStep();
      if (report.getStatus() == ReportStatus.REJECTED) {
        failedAt.merge(report.getPlanId(), step, Math::min);
        assertThat(report.getReason())
            .containsAnyOf("rejected by chance", "of plan " + report.getPlanId());
      } else {
        assertThat(step)
            .as("%s", report)
            .isLessThan(failedAt.getOrDefault(report.getPlanId(), Integer.MAX_VALUE));
      }
    }
  }

  /** Without rejections. */
  static ClosedLoop run(Mode mode) {
    return run(mode, ReadFirst.REPORTS, Map.of(), NEVER);
  }

  private static ClosedLoop run(
      Mode mode, ReadFirst readFirst, Map<String, String> more, BigDecimal rejections) {
    Map<String, String> overrides = new HashMap<>(CONFIGURATION.application().demo().overrides());
    overrides.putAll(more);
    Token shareClass =
        CONFIGURATION.mode(mode).orElseThrow().withOverrides(overrides).parameters().shareClass();
    BigDecimal capital = CONFIGURATION.application().demo().capital().get(shareClass);
    ClosedLoop loop = new ClosedLoop(CONFIGURATION, settings(rejections), START, readFirst);
    try (MarketFeed market =
        new SimulatedMarket(11).open(START, START.plus(Duration.ofHours(HOURS + 1)))) {
      loop.lockStep().inject(List.of(configuration(mode, overrides)), START);
      loop.lockStep()
          .inject(
              List.of(flow(PaperFlows.open(mode.id(), mode, shareClass, capital, START))), START);
      for (int hour = 0; hour < HOURS; hour++) {
        List<PaperFlow> flows = injected(mode, shareClass, capital, hour);
        loop.lockStep().step(market.next(), flows.stream().map(ClosedLoopTest::flow).toList());
      }
    }
    return loop;
  }

  private static List<PaperFlow> injected(
      Mode mode, Token shareClass, BigDecimal capital, int hour) {
    String id = mode.id();
    Instant now = START.plus(Duration.ofHours(hour));
    return switch (hour) {
      case 12 -> {
        Instrument home = Instrument.base(StrategyProfile.homeOf(mode), shareClass);
        BigDecimal more = capital.multiply(new BigDecimal("0.2"));
        yield List.of(PaperFlows.deposit(id, home, more, now));
      }
      case 18 -> {
        Token eigen = new Token("EIGEN");
        yield mode.sellsDust()
            ? List.of(PaperFlows.dust(id, Venue.WALLET, eigen, new BigDecimal("60"), now))
            : List.of();
      }
      case 24 -> List.of(PaperFlows.withdraw(id, capital.multiply(new BigDecimal("0.25")), now));
      case 50 -> List.of(PaperFlows.riskOverride(id, Duration.ofHours(6), now));
      case 76 -> List.of(PaperFlows.withdrawAll(id, now));
      default -> List.of();
    };
  }

  private static LockStep.Injected flow(PaperFlow flow) {
    return new LockStep.Injected(Topics.PAPER_FLOWS, flow.getStrategyId(), flow);
  }

  private static LockStep.Injected configuration(Mode mode, Map<String, String> overrides) {
    ModeFile file = CONFIGURATION.mode(mode).orElseThrow().withOverrides(overrides);
    StrategyConfig config =
        StrategyConfig.newBuilder()
            .setStrategyId(mode.id())
            .setMode(mode.id())
            .setVersion(1)
            .setIncarnation(1)
            .setYaml(file.toYaml())
            .setEventTime(START)
            .build();
    return new LockStep.Injected(Topics.STRATEGY_CONFIGS, mode.id(), config);
  }

  private static PaperSettings settings(BigDecimal rejections) {
    VenueSettings venues = VenueSettings.defaults(7).withChances(rejections, new BigDecimal("0.2"));
    return PaperSettings.defaults(7)
        .withVenues(venues)
        .withValuationInterval(Duration.ofHours(1))
        .withUnstakingDelay(Duration.ofHours(12))
        .withStorage(PaperSettings.Storage.MEMORY);
  }
}
