package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.plan.Plan;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.core.strategy.Ruling;
import io.strategystreams.core.strategy.Verdict;
import java.util.Optional;

/**
 * An evaluation after the guards: what is decided, and the plan if it may go out.
 *
 * @param plan null exactly when nothing is done
 */
public record Judgement(Ruling ruling, Plan plan) {

  /**
   * @param exposure the verdict was made from
   * @param seen the markets as the evaluation saw them
   */
  public static Judgement of(
      Verdict verdict, Exposure exposure, PlanGuards guards, MarketSight seen) {
    Ruling ruling = Ruling.of(verdict);
    Optional<Refusal> refusal =
        verdict.planned().isPresent()
            ? guards.refuse(verdict.plan(), exposure)
            : withheldPrice(verdict, seen);
    return refusal
        .map(why -> new Judgement(ruling.refused(why.reason(), why.detail()), null))
        .orElseGet(() -> new Judgement(ruling, verdict.plan()));
  }

  /** A price that is missing only because what came of it is crossed is said to be crossed. */
  private static Optional<Refusal> withheldPrice(Verdict verdict, MarketSight seen) {
    return verdict.reason() == Reason.PRICE_MISSING
        ? seen.doubt().filter(why -> why.reason() == Reason.PRICE_CROSSED)
        : Optional.empty();
  }

  public Optional<Plan> planned() {
    return Optional.ofNullable(plan);
  }
}
