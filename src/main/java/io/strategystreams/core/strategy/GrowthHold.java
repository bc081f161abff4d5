package io.strategystreams.core.strategy;

import java.util.Objects;

/**
 * Why a strategy must not grow for now, decided before the rules are asked. Hedging a naked leg,
 * deleveraging, margin calls, overrides and exits go on.
 *
 * @param reason the reason of the decision where growth was wanted
 * @param detail the value, what is expected, what to do
 */
public record GrowthHold(Reason reason, String detail) {
  public GrowthHold {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }
}
