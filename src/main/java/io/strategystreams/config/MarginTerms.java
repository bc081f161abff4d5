package io.strategystreams.config;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What an exchange asks of perpetual positions. Fractions of the notional.
 *
 * @param maintenance margin below which positions are liquidated
 * @param liquidationFee taken when they are, in place of the taker fee
 */
public record MarginTerms(BigDecimal maintenance, BigDecimal liquidationFee) {
  /** Of a venue whose entry says none: 1 %, and half of that as fee. */
  public static final MarginTerms USUAL =
      new MarginTerms(new BigDecimal("0.01"), new BigDecimal("0.005"));

  public MarginTerms {
    Objects.requireNonNull(maintenance, "maintenance");
    Objects.requireNonNull(liquidationFee, "liquidationFee");
  }
}
