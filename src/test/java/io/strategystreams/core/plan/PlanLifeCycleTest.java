package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.after;
import static io.strategystreams.core.plan.PlanFixtures.group;
import static io.strategystreams.core.plan.PlanFixtures.orderId;
import static io.strategystreams.core.plan.PlanFixtures.plan;
import static io.strategystreams.core.plan.PlanFixtures.released;
import static io.strategystreams.core.plan.PlanFixtures.report;
import static io.strategystreams.core.plan.PlanFixtures.transfer;
import static io.strategystreams.core.plan.PlanFixtures.unstake;
import static io.strategystreams.core.plan.PlanPhase.ABANDONED;
import static io.strategystreams.core.plan.PlanPhase.COMPLETED;
import static io.strategystreams.core.plan.PlanPhase.QUEUED;
import static io.strategystreams.core.plan.PlanPhase.RELEASING;
import static io.strategystreams.core.plan.PlanPhase.SUPERSEDED;
import static io.strategystreams.core.plan.PlanPhase.SUPERSEDING;
import static io.strategystreams.core.plan.PlanPhase.TIMED_OUT;
import static io.strategystreams.core.plan.PlanPhase.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every phase × every event, then the stories. */
class PlanLifeCycleTest {
  private static final Instant EXPIRY = NOON.plusSeconds(60);
  private static final Instant DEADLINE_AND_GRACE = EXPIRY.plusSeconds(5);
  private static final Instant SETTLED = EXPIRY.plusSeconds(7);

  /**
   * Two steps, the first out and awaited, in each phase; reached by events where there is a way.
   */
  private static Map<PlanPhase, OpenPlan> inEveryPhase() {
    OpenPlan two = released(plan(unstake("10"), transfer()), NOON);
    Map<PlanPhase, OpenPlan> plans = new EnumMap<>(PlanPhase.class);
    plans.put(RELEASING, two);
    plans.put(QUEUED, after(two, report(1, 1, OrderStatus.ACCEPTED, "0", NOON)));
    plans.put(SUPERSEDING, PlanLifeCycle.after(two, new PlanEvent.StopAsked()));
    plans.put(UNCERTAIN, PlanLifeCycle.after(two, new PlanEvent.TimePassed(DEADLINE_AND_GRACE)));
    for (PlanPhase closed : List.of(COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT)) {
      plans.put(closed, two.in(closed));
    }
    return plans;
  }

  private static Map<String, PlanEvent> everyEvent() {
    Map<String, PlanEvent> events = new LinkedHashMap<>();
    for (OrderStatus status : OrderStatus.values()) {
      if (status != OrderStatus.RELEASED) {
        events.put(
            status.name(), new PlanEvent.Reported(report(1, 1, status, "10", NOON.plusSeconds(2))));
      }
    }
    events.put("unreadable report", new PlanEvent.Reported(report(1, 1, null, "10")));
    events.put(
        "report of another order", new PlanEvent.Reported(report(9, 9, OrderStatus.FILLED, "10")));
    events.put("report doubted", new PlanEvent.ReportDoubted(orderId(1, 1)));
    events.put("doubt of another order", new PlanEvent.ReportDoubted(orderId(9, 9)));
    events.put("a second passes", new PlanEvent.TimePassed(NOON.plusSeconds(1)));
    events.put("grace passes", new PlanEvent.TimePassed(DEADLINE_AND_GRACE));
    events.put("settle delay passes", new PlanEvent.TimePassed(SETTLED));
    events.put("a week passes", new PlanEvent.TimePassed(NOON.plusSeconds(7 * 86_400)));
    events.put("stop", new PlanEvent.StopAsked());
    events.put("exposure at the limit", new PlanEvent.ExposureCame(SETTLED));
    events.put("later exposure", new PlanEvent.ExposureCame(SETTLED.plusMillis(1)));
    events.put("other plan", new PlanEvent.OtherPlanMade());
    events.put("reset", new PlanEvent.WasReset());
    return events;
  }

  /** The transition table, row by row; what is not named stays where it is. */
  private static final Map<String, Map<PlanPhase, PlanPhase>> TABLE =
      Map.ofEntries(
          Map.entry("ACCEPTED", Map.of(RELEASING, QUEUED, UNCERTAIN, QUEUED)),
          Map.entry("PARTIALLY_FILLED", Map.of(RELEASING, QUEUED, UNCERTAIN, QUEUED)),
          Map.entry(
              "FILLED", Map.of(QUEUED, RELEASING, UNCERTAIN, RELEASING, SUPERSEDING, SUPERSEDED)),
          Map.entry("REJECTED", abandoned()),
          Map.entry("CANCELLED", abandoned()),
          Map.entry("EXPIRED", abandoned()),
          Map.entry("LIQUIDATED", abandoned()),
          Map.entry("unreadable report", Map.of()),
          Map.entry("report of another order", Map.of()),
          Map.entry(
              "report doubted",
              Map.of(
                  RELEASING,
                  ABANDONED,
                  QUEUED,
                  ABANDONED,
                  UNCERTAIN,
                  ABANDONED,
                  SUPERSEDING,
                  ABANDONED)),
          Map.entry("doubt of another order", Map.of()),
          Map.entry("a second passes", Map.of()),
          Map.entry("grace passes", Map.of(RELEASING, UNCERTAIN)),
          Map.entry("settle delay passes", Map.of(RELEASING, UNCERTAIN, SUPERSEDING, SUPERSEDED)),
          Map.entry(
              "a week passes",
              Map.of(RELEASING, UNCERTAIN, QUEUED, UNCERTAIN, SUPERSEDING, SUPERSEDED)),
          Map.entry("stop", Map.of(RELEASING, SUPERSEDING)),
          Map.entry("exposure at the limit", Map.of()),
          Map.entry("later exposure", Map.of(UNCERTAIN, TIMED_OUT)),
          Map.entry("other plan", Map.of(QUEUED, SUPERSEDED)),
          Map.entry(
              "reset",
              Map.of(
                  RELEASING,
                  SUPERSEDED,
                  QUEUED,
                  SUPERSEDED,
                  SUPERSEDING,
                  SUPERSEDED,
                  UNCERTAIN,
                  SUPERSEDED)));

  private static Map<PlanPhase, PlanPhase> abandoned() {
    return Map.of(
        RELEASING, ABANDONED, QUEUED, ABANDONED, UNCERTAIN, ABANDONED, SUPERSEDING, SUPERSEDED);
  }

  @TestFactory
  Stream<DynamicTest> everyPhaseMeetsEveryEvent() {
    assertThat(inEveryPhase()).containsOnlyKeys(PlanPhase.values());
    assertThat(everyEvent().keySet()).isEqualTo(TABLE.keySet());
    List<DynamicTest> tests = new ArrayList<>();
    inEveryPhase()
        .forEach(
            (phase, plan) ->
                everyEvent()
                    .forEach(
                        (name, event) ->
                            tests.add(
                                DynamicTest.dynamicTest(
                                    phase + " × " + name,
                                    () ->
                                        assertThat(PlanLifeCycle.after(plan, event).phase())
                                            .isEqualTo(
                                                TABLE.get(name).getOrDefault(phase, phase))))));
    return tests.stream();
  }

  @ParameterizedTest
  @EnumSource(PlanPhase.class)
  void noStepGoesOutWhileNoneIsDue(PlanPhase phase) {
    OpenPlan plan = inEveryPhase().get(phase);
    OrderProgress next = OrderProgress.released(orderId(2, 1), 2, 1, Operation.TRANSFER, EXPIRY);

    assertThatIllegalStateException()
        .isThrownBy(() -> PlanLifeCycle.after(plan, new PlanEvent.StepReleased(List.of(next))));
    assertThatIllegalStateException()
        .isThrownBy(() -> PlanLifeCycle.after(plan, new PlanEvent.StepTooSmall()));
    assertThatIllegalStateException()
        .isThrownBy(() -> PlanLifeCycle.after(plan, new PlanEvent.ReleaseRefused()));
  }

  @ParameterizedTest
  @EnumSource(
      value = PlanPhase.class,
      names = {"COMPLETED", "ABANDONED", "SUPERSEDED", "TIMED_OUT"})
  void aClosedPlanIsLeftByNothing(PlanPhase phase) {
    OpenPlan closed = inEveryPhase().get(phase);

    everyEvent()
        .values()
        .forEach(event -> assertThat(PlanLifeCycle.after(closed, event)).isEqualTo(closed));
  }

  @Test
  void theNextStepGoesOutWhenEveryOrderWasFilled() {
    OpenPlan first = released(plan(transfer(), transfer()), NOON);
    assertThat(first.isReadyForNextStep()).isFalse();

    OpenPlan filled = after(first, report(1, 1, OrderStatus.FILLED, "10"));

    assertThat(filled.isReadyForNextStep()).isTrue();
    OpenPlan second = released(filled, NOON.plusSeconds(2));
    assertThat(second.stepReleased()).isEqualTo(2);
    assertThat(second.nextRelease()).isEmpty();
    assertThat(after(second, report(2, 1, OrderStatus.FILLED, "10")).phase()).isEqualTo(COMPLETED);
  }

  @Test
  void aStepTooSmallAbandonsThePlan() {
    OpenPlan filled =
        after(released(plan(transfer(), transfer()), NOON), report(1, 1, OrderStatus.FILLED, "10"));

    assertThat(PlanLifeCycle.after(filled, new PlanEvent.StepTooSmall()).phase())
        .isEqualTo(ABANDONED);
  }

  @Test
  void aRefusedReleaseAbandonsThePlan() {
    OpenPlan filled =
        after(released(plan(transfer(), transfer()), NOON), report(1, 1, OrderStatus.FILLED, "10"));

    assertThat(PlanLifeCycle.after(filled, new PlanEvent.ReleaseRefused()).phase())
        .isEqualTo(ABANDONED);
  }

  @Test
  void anOrderInDoubtIsNotAwaitedAndTheOthersAre() {
    OpenPlan out = released(group(transfer(), transfer()), NOON);

    OpenPlan doubting = PlanLifeCycle.after(out, new PlanEvent.ReportDoubted(orderId(1, 1)));
    assertThat(doubting.phase()).isEqualTo(SUPERSEDING);
    assertThat(doubting.awaited())
        .extracting(OrderProgress::orderId)
        .containsExactly(orderId(1, 2));

    assertThat(after(doubting, report(1, 2, OrderStatus.FILLED, "10")).phase())
        .isEqualTo(ABANDONED);
    assertThat(PlanLifeCycle.after(doubting, new PlanEvent.TimePassed(SETTLED)).phase())
        .isEqualTo(ABANDONED);
  }

  @Test
  void aStopBetweenTwoStepsSupersedesAtOnce() {
    OpenPlan filled =
        after(released(plan(transfer(), transfer()), NOON), report(1, 1, OrderStatus.FILLED, "10"));

    assertThat(PlanLifeCycle.after(filled, new PlanEvent.StopAsked()).phase())
        .isEqualTo(SUPERSEDED);
  }

  @Test
  void aRejectedGroupClosesWhenAllItsReportsAreIn() {
    OpenPlan out = released(group(transfer(), transfer()), NOON);

    OpenPlan half = after(out, report(1, 1, OrderStatus.REJECTED, "0"));
    assertThat(half.phase()).isEqualTo(RELEASING);

    assertThat(after(half, report(1, 2, OrderStatus.REJECTED, "0")).phase()).isEqualTo(ABANDONED);
  }

  @Test
  void anAcceptedUnstakeHasItsDelayToComplete() {
    OpenPlan queued =
        after(
            released(plan(unstake("10")), NOON),
            report(1, 1, OrderStatus.ACCEPTED, "0", NOON.plusSeconds(3)));
    Instant due = NOON.plusSeconds(3).plus(queued.terms().unstakingDelay()).plusSeconds(5);

    assertThat(queued.dueAt()).contains(due);
    assertThat(PlanLifeCycle.after(queued, new PlanEvent.TimePassed(due.minusMillis(1))).phase())
        .isEqualTo(QUEUED);
    assertThat(PlanLifeCycle.after(queued, new PlanEvent.TimePassed(due)).phase())
        .isEqualTo(UNCERTAIN);
    assertThat(after(queued, report(1, 1, OrderStatus.FILLED, "10")).phase()).isEqualTo(COMPLETED);
  }

  @Test
  void anAcceptedOrderOfAnotherKindIsStillDueAtItsExpiry() {
    OpenPlan accepted =
        after(released(plan(transfer()), NOON), report(1, 1, OrderStatus.ACCEPTED, "0"));

    assertThat(accepted.phase()).isEqualTo(RELEASING);
    assertThat(accepted.dueAt()).contains(DEADLINE_AND_GRACE);
  }

  @Test
  void anUncertainOrderThatWasFilledAfterAllReleasesTheNextStep() {
    OpenPlan uncertain =
        PlanLifeCycle.after(
            released(plan(transfer(), transfer()), NOON),
            new PlanEvent.TimePassed(DEADLINE_AND_GRACE));
    assertThat(uncertain.phase()).isEqualTo(UNCERTAIN);

    OpenPlan filled = after(uncertain, report(1, 1, OrderStatus.FILLED, "10"));

    assertThat(filled.isReadyForNextStep()).isTrue();
  }

  @Test
  void aPositionLiquidatedAfterItsFillAbandonsThePlanOnceNothingIsOut() {
    OpenPlan second =
        released(
            after(
                released(plan(transfer(), transfer()), NOON),
                report(1, 1, OrderStatus.FILLED, "10")),
            NOON);

    OpenPlan liquidated = after(second, report(1, 1, OrderStatus.LIQUIDATED, "10"));
    assertThat(liquidated.phase()).isEqualTo(RELEASING);

    assertThat(after(liquidated, report(2, 1, OrderStatus.FILLED, "10")).phase())
        .isEqualTo(ABANDONED);
  }

  @Test
  void supersedingWaitsForTheLastOfItsOrders() {
    OpenPlan out = released(group(transfer(), transfer()), NOON);
    OpenPlan superseding = PlanLifeCycle.after(out, new PlanEvent.StopAsked());

    OpenPlan half = after(superseding, report(1, 1, OrderStatus.FILLED, "10"));
    assertThat(half.phase()).isEqualTo(SUPERSEDING);
    assertThat(half.dueAt()).contains(SETTLED);

    assertThat(after(half, report(1, 2, OrderStatus.FILLED, "10")).phase()).isEqualTo(SUPERSEDED);
  }

  @Test
  void theSameOrderIsNeverReleasedTwice() {
    OpenPlan filled =
        after(released(plan(transfer(), transfer()), NOON), report(1, 1, OrderStatus.FILLED, "10"));
    OrderProgress again = OrderProgress.released(orderId(1, 1), 2, 1, Operation.TRANSFER, EXPIRY);
    OrderProgress skipping =
        OrderProgress.released(orderId(3, 1), 3, 1, Operation.TRANSFER, EXPIRY);

    assertThatIllegalStateException()
        .isThrownBy(() -> PlanLifeCycle.after(filled, new PlanEvent.StepReleased(List.of(again))));
    assertThatIllegalStateException()
        .isThrownBy(
            () -> PlanLifeCycle.after(filled, new PlanEvent.StepReleased(List.of(skipping))));
  }
}
