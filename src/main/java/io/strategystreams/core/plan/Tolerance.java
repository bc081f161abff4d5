package io.strategystreams.core.plan;

import io.strategystreams.core.mode.StrategyParameters;
import java.math.BigDecimal;
import java.util.Objects;

/**
 * How far what was done, or is to be done next, may differ from what was planned. All fractions.
 *
 * @param fill slippage, fees and yield ({@code max_fill_deviation})
 * @param interest what an order that means all there is may move beyond its amount ({@code
 *     max_accrued_interest})
 * @param jump how far a price may have moved since the decision ({@code max_price_jump})
 * @param unrealised realised profit or loss of a perpetual over its notional ({@code
 *     max_unrealised})
 */
public record Tolerance(
    BigDecimal fill, BigDecimal interest, BigDecimal jump, BigDecimal unrealised) {
  /** Where no configuration is in force: the defaults of the mode files. */
  public static final Tolerance USUAL =
      new Tolerance(
          new BigDecimal("0.02"), new BigDecimal("0.001"), new BigDecimal("0.2"), BigDecimal.ONE);

  public Tolerance {
    Objects.requireNonNull(fill, "fill");
    Objects.requireNonNull(interest, "interest");
    Objects.requireNonNull(jump, "jump");
    Objects.requireNonNull(unrealised, "unrealised");
  }

  public static Tolerance of(StrategyParameters parameters) {
    return new Tolerance(
        parameters.plausibility().fillDeviation(),
        parameters.plausibility().accruedInterest(),
        parameters.pace().maxPriceJump(),
        parameters.plausibility().unrealised());
  }

  /** How far proceeds may be off that depend on a price: it may have moved, and fees are paid. */
  BigDecimal proceeds() {
    return jump.add(fill);
  }
}
