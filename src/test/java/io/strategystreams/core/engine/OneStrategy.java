package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.plan.PlanFixtures;
import io.strategystreams.core.plan.PlannedOrder;
import io.strategystreams.core.plan.Report;
import io.strategystreams.core.plan.Step;
import io.strategystreams.core.strategy.GrowthHold;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Verdict;
import io.strategystreams.testing.SampleParameters;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One strategy and the world around it: events go in, outputs come out. Its rules say what the test
 * says they do.
 */
final class OneStrategy {
  static final String ID = "s";
  static final Instant NOON = PlanFixtures.NOON;
  private static final BigDecimal EQUITY = new BigDecimal("1000000");

  final MarketBook book = new MarketBook();
  StrategyParameters parameters =
      SampleParameters.of(Mode.ETH_BASIS).shareClass(Token.USDT).build();
  ControlState controlOfAll = ControlState.ACTIVE;
  Installed installed = new Installed(1, 1, parameters);
  String refusal;
  boolean retired;
  ReportTopic reportTopic;
  StrategyState state = StrategyState.unknown(ID);
  Verdict verdict = nothing(Reason.ON_TARGET);
  Long reportOffset;
  Reason held;
  String foreignPlan;
  private long offset;
  private long reports;
  private long controls;
  private final TreeMap<String, SortedMap<Instrument, BigDecimal>> reported = new TreeMap<>();

  private final StrategyStep step =
      new StrategyStep(
          situation -> {
            held = situation.growthHold().map(GrowthHold::reason).orElse(null);
            return verdict;
          },
          SampleParameters.catalogue(),
          new OrderNames() {
            @Override
            public String planId(String id, long incarnation, long plan) {
              return String.join("/", id, "" + incarnation, "" + plan);
            }

            @Override
            public String orderId(
                String id, long incarnation, long plan, int number, int sequence) {
              return planId(id, incarnation, plan) + "/" + number + "/" + sequence;
            }
          });

  OneStrategy() {
    price(Market.spot(Token.ETH, Token.USDT), "2000");
    price(Market.rate(Venue.ETHERFI, new Token("weETH")), "1");
  }

  private void price(Market market, String price) {
    book.take(Quote.of(market, new BigDecimal(price), Instant.EPOCH), Set.of());
  }

  /** Configured, with a first exposure at noon. */
  static OneStrategy running() {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.exposure(NOON);
    return strategy;
  }

  /** As {@link #running}, with a plan of these steps begun at noon. */
  static OneStrategy trading(PlannedOrder... steps) {
    OneStrategy strategy = new OneStrategy();
    strategy.configured();
    strategy.verdict = plan(false, steps);
    strategy.exposure(NOON);
    strategy.verdict = nothing(Reason.ON_TARGET);
    return strategy;
  }

  static Verdict nothing(Reason reason) {
    return new Verdict(
        Action.NONE,
        reason,
        null,
        BigDecimal.TEN,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        null,
        null,
        false);
  }

  /** On target, with this target for ETH at binance. */
  static Verdict onTarget(String target) {
    TreeMap<Instrument, BigDecimal> targets = new TreeMap<>();
    targets.put(PlanFixtures.BINANCE_ETH, new BigDecimal(target));
    return new Verdict(
        Action.NONE, Reason.ON_TARGET, null, BigDecimal.TEN, targets, targets, 0.0, null, false);
  }

  static Verdict plan(boolean lowersRisk, PlannedOrder... orders) {
    return plan(lowersRisk, false, Arrays.stream(orders).map(Step::sequential).toList());
  }

  static Verdict plan(boolean lowersRisk, boolean usesPrediction, List<Step> steps) {
    return new Verdict(
        Action.ENTRY_FULL,
        Reason.NO_POSITION,
        null,
        BigDecimal.TEN,
        PlanFixtures.deltas(PlanFixtures.BINANCE_ETH + "=10"),
        PlanFixtures.deltas(PlanFixtures.BINANCE_ETH + "=0"),
        1.0,
        new Plan(Action.ENTRY_FULL, steps, lowersRisk),
        usesPrediction);
  }

  /** From now on; the configuration is read, nothing is evaluated for it. */
  void limitOrdersTo(String notional) {
    parameters =
        SampleParameters.of(Mode.ETH_BASIS)
            .shareClass(Token.USDT)
            .maxOrderNotional(notional)
            .build();
    installed = new Installed(installed.version(), installed.incarnation(), parameters);
  }

  List<String> configured() {
    installed = new Installed(installed.version(), installed.incarnation(), parameters);
    return on(new StrategyEvent.ConfigurationSeen());
  }

  /** Shows what was reported so far, unless positions are given. */
  List<String> exposure(Instant eventTime, String... positions) {
    return exposure(eventTime, Withdrawal.NONE, positions);
  }

  List<String> exposure(Instant eventTime, Withdrawal withdrawal, String... positions) {
    return on(
        new StrategyEvent.ExposureSeen(
            Exposure.of(
                ID,
                Token.USDT,
                EQUITY,
                (positions.length == 0 ? shown() : Positions.of(PlanFixtures.deltas(positions)))
                    .plus(PlanFixtures.deltas("wallet:BaseToken:USDT=" + EQUITY)),
                Map.of(),
                withdrawal,
                reportOffset,
                eventTime)));
  }

  private Positions shown() {
    Positions sum = Positions.NONE;
    for (SortedMap<Instrument, BigDecimal> deltas : reported.values()) {
      sum = sum.plus(deltas);
    }
    return sum;
  }

  List<String> risk(Instant eventTime, boolean override) {
    return on(
        new StrategyEvent.RiskSeen(
            RiskAssessment.of(ID, override, null, null, Map.of(), eventTime)));
  }

  List<String> tick(Instant time) {
    book.advance(time);
    return on(new StrategyEvent.TimePassed());
  }

  List<String> control(ControlState control) {
    controls++;
    return control(new Control(control, controls, NOON.plusSeconds(controls), "", ""));
  }

  List<String> control(Control control) {
    return on(new StrategyEvent.ControlSeen(control));
  }

  List<String> controlOfAll(ControlState control) {
    controlOfAll = control;
    return on(new StrategyEvent.ControlOfAllSeen());
  }

  /** On the order of plan 1 of incarnation 1. */
  List<String> report(int number, OrderStatus status, String filled, String... deltas) {
    return report("s/1/1/" + number + "/1", status, filled, NOON.plusSeconds(1), deltas);
  }

  List<String> report(
      String orderId, OrderStatus status, String filled, Instant eventTime, String... deltas) {
    reports++;
    reported.put(orderId, PlanFixtures.deltas(deltas));
    return on(
        new StrategyEvent.ReportSeen(
            new Report(
                orderId,
                foreignPlan == null ? orderId.split("/[^/]*/[^/]*$")[0] : foreignPlan,
                status,
                new BigDecimal(filled),
                null,
                null,
                PlanFixtures.deltas(deltas),
                null,
                status == OrderStatus.REJECTED ? "no margin" : null,
                reports,
                eventTime)));
  }

  /** The venue closes 1 of what an order opened. */
  List<String> closedByVenue(String closesOrderId, String planId, String... deltas) {
    reports++;
    return on(
        new StrategyEvent.ReportSeen(
            new Report(
                "close",
                planId,
                OrderStatus.FILLED,
                BigDecimal.ONE,
                null,
                null,
                PlanFixtures.deltas(deltas),
                closesOrderId,
                null,
                reports,
                NOON.plusSeconds(1))));
  }

  /**
   * The topic of reports is deleted and made anew, and the application started again.
   *
   * @param unread how many of the exposures to come were written before
   */
  void reportTopicMadeAnew(int unread) {
    reportTopic = new ReportTopic("anew", offset + 1 + unread);
    reports = -1;
  }

  /** The monitor has seen every report so far. */
  List<String> exposureAfterReports(Instant eventTime) {
    reportOffset = reports;
    return exposure(eventTime);
  }

  /** Applies the event and tells what came out, in words. */
  List<String> on(StrategyEvent event) {
    offset++;
    Outcome outcome =
        step.after(
            state,
            event,
            new Surroundings(
                refusal == null ? installed : null,
                refusal,
                retired,
                reportTopic,
                controlOfAll,
                book),
            new Trigger("t", 0, offset));
    state = outcome.state();
    return outcome.outputs().stream().flatMap(OneStrategy::words).toList();
  }

  private static Stream<String> words(Output output) {
    return output.fold(
        new Output.Cases<>() {
          @Override
          public Stream<String> decisionMade(Output.DecisionMade decision) {
            return Stream.of(decision.ruling().reason() + (decision.alarm() ? "!" : ""));
          }

          @Override
          public Stream<String> stepSent(Output.StepSent sent) {
            return sent.step().orders().stream()
                .map(
                    order ->
                        order.operation()
                            + " "
                            + order.amount().value().stripTrailingZeros().toPlainString()
                            + " plan "
                            + sent.planNumber()
                            + " step "
                            + sent.number()
                            + " of "
                            + sent.steps());
          }

          @Override
          public Stream<String> evaluationRepeated(Reason reason) {
            return Stream.of("again " + reason);
          }

          @Override
          public Stream<String> controlRestored(Output.ControlRestored restored) {
            return Stream.of("restored " + restored.control().state());
          }

          @Override
          public Stream<String> ignored(Output.Cause cause) {
            return Stream.of("ignored " + cause);
          }
        });
  }
}
