package io.strategystreams.paper.attribution;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.LiquidStaking;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;

/**
 * What things are worth in a share class at given prices. A token is worth so many units of ETH,
 * BTC or USDT (its numeraire), and those so much in the share class. Remembers what it reckoned, so
 * the prices under it must not change while it is used.
 */
final class Worth {
  private final Token shareClass;
  private final Prices prices;
  private BigDecimal eth;
  private BigDecimal btc;
  private BigDecimal usdt;

  Worth(Token shareClass, Prices prices) {
    this.shareClass = shareClass;
    this.prices = prices;
  }

  Prices prices() {
    return prices;
  }

  /** ETH for ETH-like tokens, BTC for BTC, else USDT. */
  static Token numeraire(Token token) {
    return switch (token.symbol()) {
      case "ETH", "WETH" -> Token.ETH;
      case "BTC" -> Token.BTC;
      default -> isLst(token) ? Token.ETH : Token.USDT;
    };
  }

  static boolean isLst(Token token) {
    return LiquidStaking.protocolOf(token).isPresent();
  }

  /**
   * Units of its numeraire for one of a token: r for an LST, the USDT price for what is none of the
   * three, 0 where no market prices that yet.
   *
   * @throws UnpricedMarketException if an LST's rate was never seen
   */
  BigDecimal inNumeraire(Token token) {
    return switch (token.symbol()) {
      case "ETH", "WETH", "BTC", "USDT" -> BigDecimal.ONE;
      default -> isLst(token) ? Valuation.rate(token, prices) : usdtOrZero(token);
    };
  }

  /**
   * c: share class units for one ETH, BTC or USDT; 1 for the share class itself.
   *
   * @throws UnpricedMarketException if a price it needs was never seen
   */
  BigDecimal of(Token numeraire) {
    return switch (numeraire.symbol()) {
      case "ETH" -> eth == null ? eth = reckoned(numeraire) : eth;
      case "BTC" -> btc == null ? btc = reckoned(numeraire) : btc;
      default -> usdt == null ? usdt = reckoned(numeraire) : usdt;
    };
  }

  /** Share class units for one of a token. */
  BigDecimal ofToken(Token token) {
    return inNumeraire(token).multiply(of(numeraire(token)));
  }

  /** Share class units for one of what an instrument holds (a debt's as if it were held). */
  BigDecimal ofHolding(Instrument instrument) {
    return ofToken(underlying(instrument));
  }

  /** The token an instrument counts in: that under an aToken or debt token, else its own. */
  static Token underlying(Instrument instrument) {
    String symbol = instrument.symbol();
    return switch (instrument.type()) {
      case BASE_TOKEN, LST, UNSTAKING -> new Token(symbol);
      case A_TOKEN -> new Token(stripped(instrument, "a"));
      case DEBT_TOKEN -> new Token(stripped(instrument, "debt"));
      case PERP ->
          throw new IllegalArgumentException("a perp counts in no token, was " + instrument);
    };
  }

  /** −1 for a debt, else 1. */
  static int sign(Instrument instrument) {
    return instrument.type() == PositionType.DEBT_TOKEN ? -1 : 1;
  }

  private BigDecimal reckoned(Token numeraire) {
    if (numeraire.equals(shareClass)) {
      return BigDecimal.ONE;
    }
    BigDecimal inUsdt = Valuation.usdtPrice(numeraire, prices);
    return shareClass.equals(Token.USDT)
        ? inUsdt
        : divide(inUsdt, Valuation.usdtPrice(shareClass, prices));
  }

  private BigDecimal usdtOrZero(Token token) {
    try {
      return Valuation.usdtPrice(token, prices);
    } catch (UnpricedMarketException e) {
      return BigDecimal.ZERO; // As the valuation has it: what no market prices is worth nothing.
    }
  }

  private static String stripped(Instrument instrument, String prefix) {
    if (!instrument.symbol().startsWith(prefix)) {
      throw new IllegalArgumentException(
          "the symbol of " + instrument + " must start with " + prefix);
    }
    return instrument.symbol().substring(prefix.length());
  }
}
