package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.config.CollateralTerms;
import io.strategystreams.config.LendingTerms;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A ledger's loan, in USDT unless everything is ETH-like, then in ETH (ratios need no price of ETH
 * then). E-mode's terms hold for a loan that is ETH-like, where the pool is used with them (Aave
 * V3, «E-mode»).
 *
 * @param collateral value of all aTokens, LST at r
 * @param debt value of all debt tokens
 * @param borrowable most debt that borrowing may leave: Σ collateral × ltv
 * @param bearable most debt that is not liquidated: Σ collateral × threshold
 * @param eMode whether e-mode's terms hold
 */
public record Lending(
    BigDecimal collateral,
    BigDecimal debt,
    BigDecimal borrowable,
    BigDecimal bearable,
    boolean eMode) {
  private static final CollateralTerms NO_CREDIT =
      new CollateralTerms(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * @throws UnpricedMarketException if a price it needs was never seen
   */
  public static Lending of(PaperLedger ledger, Prices prices, LendingTerms terms) {
    Map<Instrument, BigDecimal> supplied = ledger.positions().ofType(PositionType.A_TOKEN);
    Map<Instrument, BigDecimal> owed = ledger.positions().ofType(PositionType.DEBT_TOKEN);
    boolean allEth = isAllEth(supplied, owed);
    boolean eMode = allEth && terms.eMode().isPresent();
    BigDecimal collateral = BigDecimal.ZERO;
    BigDecimal borrowable = BigDecimal.ZERO;
    BigDecimal bearable = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : supplied.entrySet()) {
      Token token = Valuation.stripped(held.getKey(), "a");
      BigDecimal value = held.getValue().multiply(price(token, allEth, prices));
      CollateralTerms own = termsOf(token, eMode, terms);
      collateral = collateral.add(value);
      borrowable = borrowable.add(value.multiply(own.ltv()));
      bearable = bearable.add(value.multiply(own.threshold()));
    }
    BigDecimal debt = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : owed.entrySet()) {
      Token token = Valuation.stripped(held.getKey(), "debt");
      debt = debt.add(held.getValue().multiply(price(token, allEth, prices)));
    }
    return new Lending(collateral, debt, borrowable, bearable, eMode);
  }

  /** The terms that hold for a collateral; none are given: nothing can be borrowed against it. */
  public static CollateralTerms termsOf(Token collateral, boolean eMode, LendingTerms terms) {
    return eMode
        ? terms.eMode().orElseThrow()
        : terms.standard().getOrDefault(collateral, NO_CREDIT);
  }

  /** Debt over collateral; empty without debt or without collateral. */
  public Optional<BigDecimal> loanToValue() {
    return debt.signum() > 0 && collateral.signum() > 0
        ? Optional.of(divide(debt, collateral))
        : Optional.empty();
  }

  /** Σ collateral × threshold / debt (Aave V3, «Health factor»); empty without debt. */
  public Optional<BigDecimal> healthFactor() {
    return debt.signum() > 0 ? Optional.of(divide(bearable, debt)) : Optional.empty();
  }

  /** Whether borrowing, or withdrawing collateral, may leave it so. */
  public boolean isBorrowable() {
    return debt.compareTo(borrowable) <= 0;
  }

  /** Whether it is to be liquidated: the health factor is below 1. */
  public boolean isLiquidatable() {
    return debt.compareTo(bearable) > 0;
  }

  private static boolean isAllEth(
      Map<Instrument, BigDecimal> supplied, Map<Instrument, BigDecimal> owed) {
    return supplied.keySet().stream().allMatch(held -> isEthLike(Valuation.stripped(held, "a")))
        && owed.keySet().stream().allMatch(debt -> isEthLike(Valuation.stripped(debt, "debt")));
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
