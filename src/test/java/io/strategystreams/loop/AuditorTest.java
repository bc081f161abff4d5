package io.strategystreams.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.Breach;
import io.strategystreams.audit.History;
import io.strategystreams.audit.Logged;
import io.strategystreams.audit.Promise;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What really ran keeps every promise; the same with one fault put in keeps all but those. */
class AuditorTest {
  private static History sound;

  /** A history that can be tampered with. */
  private static final class Tampered {
    private final List<Order> orders = events(sound.orders());
    private final List<Decision> decisions = events(sound.decisions());
    private final List<ExecutionReport> reports = events(sound.reports());
    private final List<Exposure> exposures = events(sound.exposures());
    private final List<PaperFlow> flows = events(sound.flows());

    private static <T> List<T> events(List<Logged<T>> logged) {
      return new ArrayList<>(logged.stream().map(Logged::event).toList());
    }

    History history() {
      return AuditorTest.history(orders, decisions, reports, exposures, flows);
    }
  }

  @BeforeAll
  static void runStrategies() {
    try (ClosedLoop loop = ClosedLoopTest.run(Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED)) {
      sound = loop.history();
    }
  }

  @Test
  void whatReallyRanKeepsEveryPromise() {
    assertThat(sound.orders()).hasSizeGreaterThan(20);
    assertThat(Auditor.breaches(sound, true)).isEmpty();
  }

  @Test
  void aDoubledOrderIsFound() {
    assertThat(broken(history -> history.orders.add(history.orders.get(3))))
        .contains(Promise.ORDER_ONCE)
        .doesNotContain(Promise.ORDER_ONE_CONTENT, Promise.ORDER_NOT_LOST);
  }

  @Test
  void anIdUsedForAnotherContentIsFound() {
    assertThat(
            broken(
                history ->
                    history.orders.add(
                        Order.newBuilder(history.orders.get(3))
                            .setAmount(history.orders.get(3).getAmount().add(BigDecimal.ONE))
                            .build())))
        .contains(Promise.ORDER_ONCE, Promise.ORDER_ONE_CONTENT);
  }

  @Test
  void aLostOrderIsFound() {
    assertThat(broken(history -> history.orders.remove(history.orders.size() - 1)))
        .contains(Promise.ORDER_NOT_LOST)
        .doesNotContain(Promise.ORDER_ONCE, Promise.ORDER_DECIDED);
  }

  @Test
  void anOrderThatNobodyDecidedIsFound() {
    assertThat(
            broken(
                history -> {
                  Decision released = released(history.decisions, 0);
                  history.decisions.set(
                      history.decisions.indexOf(released),
                      Decision.newBuilder(released).setOrderIds(List.of()).build());
                }))
        .contains(Promise.ORDER_DECIDED);
  }

  @Test
  void anOrderDecidedTwiceIsFound() {
    assertThat(
            broken(
                history -> {
                  Decision first = released(history.decisions, 0);
                  Decision second = released(history.decisions, 1);
                  List<String> both = new ArrayList<>(second.getOrderIds());
                  both.addAll(first.getOrderIds());
                  history.decisions.set(
                      history.decisions.indexOf(second),
                      Decision.newBuilder(second).setOrderIds(both).build());
                }))
        .contains(Promise.ORDER_DECIDED);
  }

  @Test
  void aRandomIdIsFound() {
    assertThat(
            broken(
                history -> {
                  String random = "0b9f7e0e-51a7-4c62-9b0e-2f6f6fdb7a11";
                  Decision decision = released(history.decisions, 0);
                  String own = decision.getOrderIds().get(0);
                  history.orders.replaceAll(
                      order ->
                          order.getOrderId().equals(own)
                              ? Order.newBuilder(order).setOrderId(random).build()
                              : order);
                  history.reports.replaceAll(
                      report ->
                          report.getOrderId().equals(own)
                              ? ExecutionReport.newBuilder(report).setOrderId(random).build()
                              : report);
                  List<String> ids = new ArrayList<>(decision.getOrderIds());
                  ids.set(0, random);
                  history.decisions.set(
                      history.decisions.indexOf(decision),
                      Decision.newBuilder(decision).setOrderIds(ids).build());
                }))
        .containsExactly(Promise.IDENTITY);
  }

  @Test
  void aDecisionLeftOutIsFound() {
    assertThat(broken(history -> history.decisions.removeIf(one -> one.getDecisionNumber() == 3)))
        .contains(Promise.DECISION_NUMBERS);
  }

  @Test
  void aDecisionWrittenTwiceIsFound() {
    assertThat(broken(history -> history.decisions.add(2, history.decisions.get(1))))
        .contains(Promise.DECISION_NUMBERS);
  }

  @Test
  void aDecisionIdThatIsNotItsOwnIsFound() {
    assertThat(
            broken(
                history ->
                    history.decisions.set(
                        0,
                        Decision.newBuilder(history.decisions.get(0))
                            .setDecisionId(history.decisions.get(1).getDecisionId())
                            .build())))
        .containsExactly(Promise.IDENTITY);
  }

  @Test
  void aPlanLeftOutIsFound() {
    assertThat(
            broken(
                history ->
                    history.decisions.replaceAll(
                        one ->
                            one.getPlanNumber() == null
                                ? one
                                : Decision.newBuilder(one)
                                    .setPlanNumber(one.getPlanNumber() + 1)
                                    .build())))
        .containsExactly(Promise.PLAN_NUMBERS);
  }

  @Test
  void stepsOutOfTurnAreFound() {
    assertThat(
            broken(
                history -> {
                  int second = indexOf(history.orders, order -> order.getStep() == 2);
                  Collections.swap(history.orders, second - 1, second);
                }))
        .contains(Promise.STEPS_IN_TURN);
  }

  @Test
  void stepsWithoutTheirFirstAreFound() {
    assertThat(
            broken(
                history ->
                    history.orders.removeIf(order -> order.getStep() == 1 && order.getSteps() > 1)))
        .contains(Promise.STEPS_IN_TURN, Promise.ORDER_NOT_LOST);
  }

  @Test
  void aStepThatDidNotWaitForTheFillBeforeIsFound() {
    Tampered history = new Tampered();
    Decision later =
        history.decisions.stream()
            .filter(one -> one.getReason() == Reason.STEP_RELEASED)
            .findFirst()
            .orElseThrow();
    history.decisions.replaceAll(
        one ->
            one == later
                ? Decision.newBuilder(one).setTrigger("execution-reports-0@-1").build()
                : one);
    assertThat(Auditor.breaches(history.history(), true))
        .extracting(Breach::promise)
        .containsOnly(Promise.STEP_AFTER_FILL);
  }

  @Test
  void aPlanOnAnExposureFromBeforeTheLastReportsIsFound() {
    assertThat(
            broken(
                history ->
                    history.exposures.replaceAll(
                        one -> Exposure.newBuilder(one).setLastReportOffset(0L).build())))
        .containsExactly(Promise.PLAN_AFTER_REPORTS);
  }

  @Test
  void aPlanThatSomethingElseCalledForRestsOnTheExposureWithItsEquity() {
    assertThat(broken(AuditorTest::callForPlansByReports)).isEmpty();
    assertThat(
            broken(
                history -> {
                  callForPlansByReports(history);
                  history.exposures.replaceAll(
                      one -> Exposure.newBuilder(one).setLastReportOffset(0L).build());
                }))
        .containsExactly(Promise.PLAN_AFTER_REPORTS);
  }

  @Test
  void anExposureLaterThanThePlanDoesNotExcuseItWhateverItIncludes() {
    assertThat(broken(history -> addExposures(history, Duration.ofDays(1))))
        .containsExactly(Promise.PLAN_AFTER_REPORTS);
    assertThat(broken(history -> addExposures(history, Duration.ZERO))).isEmpty();
  }

  /** Exposures that lack every report, and behind them as many with them all, so much later. */
  private static void addExposures(Tampered history, Duration later) {
    callForPlansByReports(history);
    Instant last = history.exposures.get(history.exposures.size() - 1).getEventTime();
    List<Exposure> whole =
        history.exposures.stream()
            .map(
                one ->
                    Exposure.newBuilder(one)
                        .setEventTime(later.isZero() ? one.getEventTime() : last.plus(later))
                        .setLastReportOffset((long) history.reports.size())
                        .build())
            .toList();
    history.exposures.replaceAll(one -> Exposure.newBuilder(one).setLastReportOffset(0L).build());
    history.exposures.addAll(whole);
  }

  private static void callForPlansByReports(Tampered history) {
    history.decisions.replaceAll(
        one ->
            one.getTrigger().startsWith(Topics.EXPOSURES)
                ? Decision.newBuilder(one).setTrigger(Topics.EXECUTION_REPORTS + "-0@0").build()
                : one);
  }

  @Test
  void aGroupWithoutItsLastOrderIsFound() {
    assertThat(
            broken(
                history -> {
                  Order last = lastOf(history.orders);
                  history.orders.removeIf(
                      order ->
                          order.getPlanId().equals(last.getPlanId())
                              && order.getStep() >= last.getStep()
                              && order.getSequenceInGroup() == last.getGroupSize());
                }))
        .contains(Promise.GROUPS_WHOLE);
  }

  @Test
  void aGroupThatIsTornApartIsFound() {
    int last = new Tampered().orders.indexOf(lastOf(new Tampered().orders));
    List<Logged<Order>> torn =
        sound.orders().stream()
            .map(at -> at.offset() < last ? at : moved(at, at.offset() + 1))
            .toList();
    History history =
        new History(torn, sound.decisions(), sound.reports(), sound.exposures(), sound.flows());
    assertThat(Auditor.breaches(history, true))
        .extracting(Breach::promise)
        .containsExactly(Promise.GROUPS_WHOLE);
  }

  private static Logged<Order> moved(Logged<Order> at, long offset) {
    return new Logged<>(at.event(), at.topic(), at.partition(), offset);
  }

  @Test
  void aPlanThatEndsTwiceIsFound() {
    assertThat(
            broken(
                history ->
                    history.decisions.add(
                        history.decisions.stream()
                            .filter(one -> one.getReason() == Reason.PLAN_COMPLETED)
                            .findFirst()
                            .orElseThrow())))
        .contains(Promise.PLAN_ENDS_ONCE);
  }

  @Test
  void aPlanThatNeverEndsIsFound() {
    assertThat(
            broken(
                history ->
                    history.decisions.removeIf(one -> one.getReason() == Reason.PLAN_COMPLETED)))
        .contains(Promise.PLAN_NOT_STUCK);
  }

  @Test
  void anOrderWithoutTerminalReportIsFound() {
    String orderId = sound.orders().get(0).event().getOrderId();
    assertThat(
            broken(
                history -> history.reports.removeIf(report -> report.getOrderId().equals(orderId))))
        .contains(Promise.REPORT_ONE_TERMINAL, Promise.BOOKS_AGREE);
  }

  @Test
  void aSecondTerminalReportIsFound() {
    assertThat(
            broken(
                history ->
                    history.reports.add(
                        ExecutionReport.newBuilder(
                                history.reports.stream()
                                    .filter(one -> one.getStatus() == ReportStatus.FILLED)
                                    .findFirst()
                                    .orElseThrow())
                            .build())))
        .containsExactly(Promise.REPORT_ONE_TERMINAL);
  }

  @Test
  void aFillThatShrinksIsFound() {
    assertThat(
            broken(
                history -> {
                  ExecutionReport filled =
                      history.reports.stream()
                          .filter(one -> one.getStatus() == ReportStatus.FILLED)
                          .findFirst()
                          .orElseThrow();
                  history.reports.add(
                      ExecutionReport.newBuilder(filled)
                          .setStatus(ReportStatus.PARTIALLY_FILLED)
                          .setFilledAmount(filled.getFilledAmount().movePointLeft(1).setScale(18))
                          .build());
                }))
        .containsExactly(Promise.REPORT_SOUND);
  }

  @Test
  void booksThatWereFiddledAreFound() {
    assertThat(broken(history -> history.flows.removeIf(flow -> flow.getAmount() != null)))
        .containsExactly(Promise.BOOKS_AGREE);
  }

  @Test
  void whileThingsAreUnderWayAnOpenPlanIsNoBreach() {
    Tampered history = new Tampered();
    history.decisions.removeIf(one -> one.getReason() == Reason.PLAN_COMPLETED);
    assertThat(Auditor.breaches(history.history(), false))
        .extracting(Breach::promise)
        .doesNotContain(Promise.PLAN_NOT_STUCK);
  }

  private static Set<Promise> broken(Consumer<Tampered> fault) {
    Tampered history = new Tampered();
    fault.accept(history);
    return Auditor.breaches(history.history(), true).stream()
        .map(Breach::promise)
        .collect(Collectors.toSet());
  }

  private static Decision released(List<Decision> decisions, int which) {
    return decisions.stream()
        .filter(one -> !one.getOrderIds().isEmpty())
        .skip(which)
        .findFirst()
        .orElseThrow();
  }

  private static Order lastOf(List<Order> orders) {
    return orders.stream()
        .filter(
            order -> order.getGroupSize() > 1 && order.getSequenceInGroup() == order.getGroupSize())
        .findFirst()
        .orElseThrow();
  }

  private static int indexOf(List<Order> orders, java.util.function.Predicate<Order> which) {
    return IntStream.range(0, orders.size())
        .filter(at -> which.test(orders.get(at)))
        .findFirst()
        .orElseThrow();
  }

  private static History history(
      List<Order> orders,
      List<Decision> decisions,
      List<ExecutionReport> reports,
      List<Exposure> exposures,
      List<PaperFlow> flows) {
    return new History(
        ClosedLoop.logged(orders, Topics.ORDERS),
        ClosedLoop.logged(decisions, Topics.DECISIONS),
        ClosedLoop.logged(reports, Topics.EXECUTION_REPORTS),
        ClosedLoop.logged(exposures, Topics.EXPOSURES),
        ClosedLoop.logged(flows, Topics.PAPER_FLOWS));
  }
}
