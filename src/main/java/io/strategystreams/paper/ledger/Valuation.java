package io.strategystreams.paper.ledger;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a ledger is worth, by what it is worth it in. LST and LST collateral count at the protocol's
 * rate r, never at the DEX price m; ETH and WETH are one; debt is deducted; perps count with their
 * unrealised P&amp;L only (strategies.md, «Equity»).
 *
 * @param eth net ETH and WETH, LST at r
 * @param btc net BTC
 * @param usdt net USDT, unrealised P&amp;L and every other token at its USDT price included
 */
public record Valuation(BigDecimal eth, BigDecimal btc, BigDecimal usdt) {
  private static final Valuation NOTHING =
      new Valuation(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * @throws UnpricedMarketException if a holding's market never had a price
   */
  public static Valuation of(PaperLedger ledger, Prices prices) {
    Valuation sum = NOTHING;
    for (Map.Entry<Instrument, BigDecimal> held : ledger.positions().asMap().entrySet()) {
      sum = sum.plus(worth(ledger, held.getKey(), held.getValue(), prices));
    }
    return sum;
  }

  /**
   * Equity in one of the three, at binance's spot prices.
   *
   * @return rounded down to 18 decimals: never more than there is
   * @throws UnpricedMarketException if a conversion is needed whose market never had a price
   */
  public BigDecimal in(Token unit, Prices prices) {
    BigDecimal value =
        switch (unit.symbol()) {
          case "USDT" -> inUsdt(prices);
          case "ETH" -> eth.add(converted(usdt.add(usdtOf(btc, Token.BTC, prices)), unit, prices));
          case "BTC" -> btc.add(converted(usdt.add(usdtOf(eth, Token.ETH, prices)), unit, prices));
          default ->
              throw new IllegalArgumentException(
                  "equity is reckoned in ETH, BTC or USDT, was " + unit);
        };
    return value.setScale(Decimals.SCALE, RoundingMode.FLOOR);
  }

  /** USDT per unit of a token at binance, 1 for USDT itself; WETH counts as ETH. */
  public static BigDecimal usdtPrice(Token token, Prices prices) {
    if (token.equals(Token.USDT)) {
      return BigDecimal.ONE;
    }
    return prices.of(Market.spot(token.equals(Token.WETH) ? Token.ETH : token, Token.USDT));
  }

  /** Unrealised P&amp;L of a perp in USDT: quantity × (mark − entry). */
  public static BigDecimal unrealised(PaperLedger ledger, Instrument perp, Prices prices) {
    BigDecimal quantity = ledger.amount(perp);
    if (quantity.signum() == 0) {
      return BigDecimal.ZERO;
    }
    return quantity.multiply(mark(perp, prices).subtract(ledger.entries().get(perp)));
  }

  /**
   * Unrealised P&amp;L by perp in one of the units equity is reckoned in, rounded down.
   *
   * @throws UnpricedMarketException if a market it needs never had a price
   */
  public static SortedMap<Instrument, BigDecimal> unrealised(
      PaperLedger ledger, Token unit, Prices prices) {
    SortedMap<Instrument, BigDecimal> byPerp = new TreeMap<>();
    for (Instrument perp : ledger.positions().ofType(PositionType.PERP).keySet()) {
      byPerp.put(perp, NOTHING.plusUsdt(unrealised(ledger, perp, prices)).in(unit, prices));
    }
    return byPerp;
  }

  /** A perp's mark: the last price of its market. */
  public static BigDecimal mark(Instrument perp, Prices prices) {
    return prices.of(new Market(perp.venue(), MarketKind.PERP, perp.symbol()));
  }

  /** WETH per LST by its protocol, r. */
  public static BigDecimal rate(Token lst, Prices prices) {
    Venue protocol =
        LiquidStaking.protocolOf(lst)
            .orElseThrow(() -> new IllegalArgumentException("no LST known here, was " + lst));
    return prices.of(Market.rate(protocol, lst));
  }

  private BigDecimal inUsdt(Prices prices) {
    return usdt.add(usdtOf(eth, Token.ETH, prices)).add(usdtOf(btc, Token.BTC, prices));
  }

  private static BigDecimal usdtOf(BigDecimal amount, Token token, Prices prices) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.multiply(usdtPrice(token, prices));
  }

  private static BigDecimal converted(BigDecimal usdtAmount, Token unit, Prices prices) {
    return usdtAmount.signum() == 0 ? BigDecimal.ZERO : divide(usdtAmount, usdtPrice(unit, prices));
  }

  private static Valuation worth(
      PaperLedger ledger, Instrument instrument, BigDecimal amount, Prices prices) {
    return switch (instrument.type()) {
      case BASE_TOKEN, LST, UNSTAKING -> token(new Token(instrument.symbol()), amount, prices);
      case A_TOKEN -> token(stripped(instrument, "a"), amount, prices);
      case DEBT_TOKEN -> token(stripped(instrument, "debt"), amount.negate(), prices);
      case PERP -> NOTHING.plusUsdt(unrealised(ledger, instrument, prices));
    };
  }

  private static Valuation token(Token token, BigDecimal amount, Prices prices) {
    if (LiquidStaking.protocolOf(token).isPresent()) {
      return NOTHING.plusEth(amount.multiply(rate(token, prices)));
    }
    return switch (token.symbol()) {
      case "ETH", "WETH" -> NOTHING.plusEth(amount);
      case "BTC" -> NOTHING.plusBtc(amount);
      case "USDT" -> NOTHING.plusUsdt(amount);
      default -> NOTHING.plusUsdt(amount.multiply(usdtPriceOrZero(token, prices)));
    };
  }

  /** A reward token that no market prices yet is worth nothing; it must not hide the whole book. */
  private static BigDecimal usdtPriceOrZero(Token token, Prices prices) {
    try {
      return usdtPrice(token, prices);
    } catch (UnpricedMarketException e) {
      return BigDecimal.ZERO;
    }
  }

  /** The token under an {@code aWETH} or {@code debtWETH}. */
  static Token stripped(Instrument instrument, String prefix) {
    if (!instrument.symbol().startsWith(prefix)) {
      throw new IllegalArgumentException(
          "the symbol of " + instrument + " must start with " + prefix);
    }
    return new Token(instrument.symbol().substring(prefix.length()));
  }

  private Valuation plus(Valuation other) {
    return new Valuation(eth.add(other.eth), btc.add(other.btc), usdt.add(other.usdt));
  }

  private Valuation plusEth(BigDecimal more) {
    return new Valuation(eth.add(more), btc, usdt);
  }

  private Valuation plusBtc(BigDecimal more) {
    return new Valuation(eth, btc.add(more), usdt);
  }

  private Valuation plusUsdt(BigDecimal more) {
    return new Valuation(eth, btc, usdt.add(more));
  }
}
