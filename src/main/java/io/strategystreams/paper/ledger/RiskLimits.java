package io.strategystreams.paper.ledger;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What the risk monitor says beside its figures: injected, or by its own rules.
 *
 * @param overrideUntil everything out before this instant, null for no override
 * @param maxEquityFraction φ, 0..1, null for no limit
 * @param targetLtv 0..1, null for none
 */
public record RiskLimits(
    Instant overrideUntil, BigDecimal maxEquityFraction, BigDecimal targetLtv) {
  public static final RiskLimits NONE = new RiskLimits(null, null, null);

  /** These limits after a flow; flows that limit nothing change nothing. */
  public RiskLimits after(Flow flow) {
    if (flow instanceof Flow.RiskOverride override) {
      return overriddenUntil(override.eventTime().plus(override.duration()));
    }
    if (flow instanceof Flow.EquityFraction limit) {
      return new RiskLimits(overrideUntil, limit.fraction(), targetLtv);
    }
    if (flow instanceof Flow.TargetLtv target) {
      return new RiskLimits(overrideUntil, maxEquityFraction, target.ltv());
    }
    return this;
  }

  /** These limits with everything out until then, or longer where that was said before. */
  RiskLimits overriddenUntil(Instant until) {
    Instant later = overrideUntil == null || until.isAfter(overrideUntil) ? until : overrideUntil;
    return new RiskLimits(later, maxEquityFraction, targetLtv);
  }

  /** Whether the override holds at {@code now}; it has ended at its last instant. */
  public boolean overridesAt(Instant now) {
    return overrideUntil != null && now.isBefore(overrideUntil);
  }
}
