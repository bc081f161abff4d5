package io.strategystreams.core.plan;

import static io.strategystreams.core.plan.PlanFixtures.NOON;
import static io.strategystreams.core.plan.PlanFixtures.after;
import static io.strategystreams.core.plan.PlanFixtures.orderId;
import static io.strategystreams.core.plan.PlanFixtures.released;
import static io.strategystreams.core.plan.PlanFixtures.report;
import static io.strategystreams.core.plan.PlanFixtures.together;
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

/** A plan released together: two transfers and an unstake are out, a transfer waits behind them. */
class TogetherLifeCycleTest {
  private static final Instant FIRST_EXPIRY = NOON.plusSeconds(60);
  private static final Instant LAST_EXPIRY = NOON.plusSeconds(180);

  private static OpenPlan out() {
    return released(together(transfer(), transfer(), unstake("10"), transfer()), NOON);
  }

  private static OpenPlan filled(OpenPlan plan, int... steps) {
    OpenPlan told = plan;
    for (int step : steps) {
      told = after(told, report(step, 1, OrderStatus.FILLED, "10"));
    }
    return told;
  }

  private static OpenPlan queued(OpenPlan plan) {
    return after(filled(plan, 1, 2), report(3, 1, OrderStatus.ACCEPTED, "0", NOON));
  }

  private static Map<PlanPhase, OpenPlan> inEveryPhase() {
    Map<PlanPhase, OpenPlan> plans = new EnumMap<>(PlanPhase.class);
    plans.put(RELEASING, out());
    plans.put(QUEUED, queued(out()));
    plans.put(SUPERSEDING, PlanLifeCycle.after(out(), new PlanEvent.StopAsked()));
    plans.put(
        UNCERTAIN,
        PlanLifeCycle.after(out(), new PlanEvent.TimePassed(FIRST_EXPIRY.plusSeconds(5))));
    for (PlanPhase closed : List.of(COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT)) {
      plans.put(closed, out().in(closed));
    }
    return plans;
  }

  private static Map<String, PlanEvent> everyEvent() {
    Map<String, PlanEvent> events = new LinkedHashMap<>();
    for (int step = 1; step <= 3; step++) {
      for (OrderStatus status : OrderStatus.values()) {
        if (status != OrderStatus.RELEASED) {
          events.put(
              step + " " + status,
              new PlanEvent.Reported(report(step, 1, status, "10", NOON.plusSeconds(2))));
        }
      }
    }
    events.put("first grace", new PlanEvent.TimePassed(FIRST_EXPIRY.plusSeconds(5)));
    events.put("before the last settles", new PlanEvent.TimePassed(LAST_EXPIRY.plusSeconds(6)));
    events.put("the last settles", new PlanEvent.TimePassed(LAST_EXPIRY.plusSeconds(7)));
    events.put("stop", new PlanEvent.StopAsked());
    events.put(
        "exposure after the first", new PlanEvent.ExposureCame(FIRST_EXPIRY.plusSeconds(30)));
    events.put("exposure after the last", new PlanEvent.ExposureCame(LAST_EXPIRY.plusSeconds(8)));
    events.put("other plan", new PlanEvent.OtherPlanMade());
    events.put("reset", new PlanEvent.WasReset());
    return events;
  }

  /** No single report ends a plan of which three orders are out; the rest as stepwise. */
  private static PlanPhase expected(PlanPhase phase, String event) {
    return switch (phase) {
      case RELEASING ->
          switch (event) {
            case "first grace", "before the last settles", "the last settles" -> UNCERTAIN;
            case "stop" -> SUPERSEDING;
            case "reset" -> SUPERSEDED;
            default -> RELEASING;
          };
      case QUEUED ->
          switch (event) {
            case "3 FILLED" -> RELEASING;
            case "3 REJECTED", "3 CANCELLED", "3 EXPIRED", "3 LIQUIDATED" -> ABANDONED;
            case "other plan", "reset" -> SUPERSEDED;
            default -> QUEUED;
          };
      case SUPERSEDING ->
          switch (event) {
            case "the last settles", "reset" -> SUPERSEDED;
            default -> SUPERSEDING;
          };
      case UNCERTAIN ->
          switch (event) {
            case "exposure after the last" -> TIMED_OUT;
            case "reset" -> SUPERSEDED;
            default -> UNCERTAIN;
          };
      case COMPLETED, ABANDONED, SUPERSEDED, TIMED_OUT -> phase;
    };
  }

  @TestFactory
  Stream<DynamicTest> everyPhaseMeetsEveryEvent() {
    assertThat(inEveryPhase()).containsOnlyKeys(PlanPhase.values());
    inEveryPhase().forEach((phase, plan) -> assertThat(plan.phase()).isEqualTo(phase));
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
                                            .isEqualTo(expected(phase, name))))));
    return tests.stream();
  }

  @Test
  void allThroughTheFirstUnstakeGoesOutAndLaterStepsLiveLonger() {
    OpenPlan plan = out();

    assertThat(plan.orders()).extracting(OrderProgress::step).containsExactly(1, 2, 3);
    assertThat(plan.orders())
        .extracting(OrderProgress::expiresAt)
        .containsExactly(FIRST_EXPIRY, NOON.plusSeconds(120), LAST_EXPIRY);
    assertThat(plan.hasNextStep()).isTrue();
    assertThat(plan.isReadyForNextStep()).isFalse();
  }

  @Test
  void withoutAnUnstakeAllGoesOut() {
    assertThat(released(together(transfer(), transfer()), NOON).nextRelease()).isEmpty();
  }

  @Test
  void whatFollowsTheUnstakeIsDueWhenItIsFilledAndLivesFromThen() {
    OpenPlan due = filled(queued(out()), 3);
    assertThat(due.isReadyForNextStep()).isTrue();

    OpenPlan rest = released(due, NOON.plusSeconds(9_000));

    assertThat(rest.order(orderId(4, 1)).orElseThrow().expiresAt())
        .isEqualTo(NOON.plusSeconds(9_060));
    assertThat(filled(rest, 4).phase()).isEqualTo(COMPLETED);
  }

  @Test
  void aPlanWithAFailureIsAbandonedWhenEveryOrderHasItsEnd() {
    OpenPlan failed = after(filled(out(), 1), report(2, 1, OrderStatus.REJECTED, "0"));
    assertThat(failed.phase()).isEqualTo(RELEASING);
    assertThat(failed.isReadyForNextStep()).isFalse();

    assertThat(after(failed, report(3, 1, OrderStatus.REJECTED, "0")).phase()).isEqualTo(ABANDONED);
  }

  @Test
  void anUnstakeThatWasTakenInSpiteOfAFailureQueuesAndReleasesNothing() {
    OpenPlan failed = after(filled(out(), 1), report(2, 1, OrderStatus.REJECTED, "0"));
    OpenPlan queued = after(failed, report(3, 1, OrderStatus.ACCEPTED, "0", NOON));
    assertThat(queued.phase()).isEqualTo(QUEUED);

    assertThat(filled(queued, 3).phase()).isEqualTo(ABANDONED);
  }

  @Test
  void supersedingWaitsForEveryOrderOrForTheLastToExpire() {
    OpenPlan superseding = PlanLifeCycle.after(out(), new PlanEvent.StopAsked());

    assertThat(superseding.dueAt()).contains(LAST_EXPIRY.plusSeconds(7));
    assertThat(filled(superseding, 1, 2).phase()).isEqualTo(SUPERSEDING);
    assertThat(filled(superseding, 1, 2, 3).phase()).isEqualTo(SUPERSEDED);
  }

  @Test
  void anUncertainPlanCompletesWhenAllWasFilledAfterAll() {
    OpenPlan plan = released(together(transfer(), transfer()), NOON);
    OpenPlan uncertain =
        PlanLifeCycle.after(plan, new PlanEvent.TimePassed(FIRST_EXPIRY.plusSeconds(5)));
    assertThat(filled(uncertain, 1).phase()).isEqualTo(UNCERTAIN);

    assertThat(filled(uncertain, 1, 2).phase()).isEqualTo(COMPLETED);
  }
}
