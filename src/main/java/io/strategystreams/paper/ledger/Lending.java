package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger's loan: collateral and debt, both in USDT unless everything is ETH-like, then in ETH
 * (ratios need no price of ETH then).
 *
 * @param collateral value of all aTokens, LST at r
 * @param debt value of all debt tokens
 */
public record Lending(BigDecimal collateral, BigDecimal debt) {
  /**
   * @throws UnpricedMarketException if a price it needs was never seen
   */
  public static Lending of(PaperLedger ledger, Prices prices) {
    Map<Instrument, BigDecimal> supplied = ledger.positions().ofType(PositionType.A_TOKEN);
    Map<Instrument, BigDecimal> owed = ledger.positions().ofType(PositionType.DEBT_TOKEN);
    boolean allEth =
        supplied.keySet().stream().allMatch(held -> isEthLike(Valuation.stripped(held, "a")))
            && owed.keySet().stream().allMatch(debt -> isEthLike(Valuation.stripped(debt, "debt")));
    BigDecimal collateral = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : supplied.entrySet()) {
      Token token = Valuation.stripped(held.getKey(), "a");
      collateral = collateral.add(held.getValue().multiply(price(token, allEth, prices)));
    }
    BigDecimal debt = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : owed.entrySet()) {
      Token token = Valuation.stripped(held.getKey(), "debt");
      debt = debt.add(held.getValue().multiply(price(token, allEth, prices)));
    }
    return new Lending(collateral, debt);
  }

  /** Debt over collateral; empty without debt or without collateral. */
  public Optional<BigDecimal> loanToValue() {
    return debt.signum() > 0 && collateral.signum() > 0
        ? Optional.of(divide(debt, collateral))
        : Optional.empty();
  }

  /**
   * Collateral × threshold / debt; empty without debt.
   *
   * @param threshold liquidation threshold, a fraction
   */
  public Optional<BigDecimal> healthFactor(BigDecimal threshold) {
    return debt.signum() > 0
        ? Optional.of(divide(collateral.multiply(threshold), debt))
        : Optional.empty();
  }

  /** Whether the debt is at most that fraction of the collateral. */
  public boolean within(BigDecimal limit) {
    return debt.compareTo(collateral.multiply(limit)) <= 0;
  }

  private static boolean isEthLike(Token token) {
    return token.equals(Token.ETH)
        || token.equals(Token.WETH)
        || LiquidStaking.protocolOf(token).isPresent();
  }

  private static BigDecimal price(Token token, boolean allEth, Prices prices) {
    BigDecimal own =
        LiquidStaking.protocolOf(token).isPresent()
            ? Valuation.rate(token, prices)
            : BigDecimal.ONE;
    if (allEth) {
      return own;
    }
    return isEthLike(token)
        ? own.multiply(Valuation.usdtPrice(Token.ETH, prices))
        : Valuation.usdtPrice(token, prices);
  }
}
