package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.config.LendingTerms;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.paper.ledger.Lending;
import io.strategystreams.paper.ledger.LiquidStaking;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A loan whose health factor is below 1: a liquidator repays half of the debt, all of it at a
 * health factor of 0.95 or less, and takes collateral worth (1 + bonus) times that (Aave V3,
 * «Liquidations»). Collateral and debt that are worth most are taken; LST counts at r.
 */
final class LoanLiquidation {
  private static final BigDecimal ALL_BELOW = new BigDecimal("0.95");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final LendingTerms terms;

  LoanLiquidation(LendingTerms terms) {
    this.terms = terms;
  }

  /** The account after its loan was liquidated, once, if it is to be. */
  Turn check(Account account, Prices prices) {
    PaperLedger ledger = account.ledger();
    if (ledger.positions().ofType(PositionType.DEBT_TOKEN).isEmpty()) {
      return Turn.nothing(account);
    }
    try {
      Lending loan = Lending.of(ledger, prices, terms);
      return loan.isLiquidatable() ? liquidated(account, loan, prices) : Turn.nothing(account);
    } catch (UnpricedMarketException e) {
      return Turn.nothing(
          account); // What cannot be valued cannot be judged: it waits for its price.
    }
  }

  private Turn liquidated(Account account, Lending loan, Prices prices) {
    PaperLedger ledger = account.ledger();
    Instrument debt = largest(ledger, PositionType.DEBT_TOKEN, "debt", prices);
    Instrument collateral = largest(ledger, PositionType.A_TOKEN, "a", prices);
    if (collateral == null) {
      return Turn.nothing(account); // A debt without collateral is of no use to a liquidator.
    }
    boolean all = loan.healthFactor().orElseThrow().compareTo(ALL_BELOW) <= 0;
    Token taken = token(collateral, "a");
    BigDecimal bonus = BigDecimal.ONE.add(Lending.termsOf(taken, loan.eMode(), terms).bonus());
    // Units of collateral for a unit of debt repaid.
    BigDecimal each =
        divide(bonus.multiply(value(token(debt, "debt"), prices)), value(taken, prices));
    BigDecimal repaid = ledger.amount(debt).multiply(all ? BigDecimal.ONE : HALF);
    BigDecimal seized = Decimals.up(repaid.multiply(each));
    BigDecimal there = ledger.amount(collateral);
    if (seized.compareTo(there) > 0) {
      seized = there;
      repaid = divide(there, each);
    }
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    BigDecimal cleared = Decimals.down(repaid);
    deltas.put(debt, cleared.negate());
    deltas.put(collateral, seized.negate());
    BigDecimal price = divide(cleared, seized).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
    Fill fill = new Fill(seized, price, null, null, deltas);
    String reason =
        "liquidated: health factor "
            + Decimals.plain(Decimals.down(loan.healthFactor().orElseThrow()))
            + " is below 1; "
            + Decimals.plain(cleared)
            + " "
            + token(debt, "debt")
            + " repaid for "
            + Decimals.plain(seized)
            + " "
            + taken;
    return Closing.of(account, debt, fill, OrderStatus.LIQUIDATED, reason);
  }

  private static Instrument largest(
      PaperLedger ledger, PositionType type, String prefix, Prices prices) {
    return ledger.positions().ofType(type).entrySet().stream()
        .max(
            Comparator.comparing(
                (Map.Entry<Instrument, BigDecimal> held) ->
                    held.getValue().multiply(value(token(held.getKey(), prefix), prices))))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static Token token(Instrument held, String prefix) {
    return new Token(held.symbol().substring(prefix.length()));
  }

  /** USDT for a unit. */
  private static BigDecimal value(Token token, Prices prices) {
    BigDecimal eth = Valuation.usdtPrice(Token.ETH, prices);
    return LiquidStaking.protocolOf(token).isPresent()
        ? Valuation.rate(token, prices).multiply(eth)
        : Valuation.usdtPrice(token, prices);
  }
}
