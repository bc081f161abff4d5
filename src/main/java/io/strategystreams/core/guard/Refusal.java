package io.strategystreams.core.guard;

import io.strategystreams.core.strategy.Reason;
import java.util.Objects;

/**
 * Why a guard lets a plan not out.
 *
 * @param detail which order or value, and the limit
 */
public record Refusal(Reason reason, String detail) {
  public Refusal {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }
}
