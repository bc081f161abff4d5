package io.strategystreams.core.plan;

import java.util.List;

/**
 * The ordered steps that bring the book to its targets.
 *
 * @param lowersRisk whether the whole book's risk is lower once every step is filled (REDUCE_ONLY
 *     lets only such out; jump, rate and cool-down guards never hold one back)
 */
public record Plan(Action action, List<Step> steps, boolean lowersRisk) {
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one step");
    }
  }

  /** Every order, in order. */
  public List<PlannedOrder> orders() {
    return steps.stream().flatMap(step -> step.orders().stream()).toList();
  }

  /** The same plan as it is after it was written down and read again. */
  public Plan written() {
    return new Plan(
        action,
        steps.stream()
            .map(
                step ->
                    new Step(
                        step.mode(), step.orders().stream().map(PlannedOrder::written).toList()))
            .toList(),
        lowersRisk);
  }
}
