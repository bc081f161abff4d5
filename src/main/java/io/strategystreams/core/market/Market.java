package io.strategystreams.core.market;

import io.strategystreams.core.money.Token;
import java.util.Optional;

/** What a price is of: {@code venue:kind:symbol}, for example {@code binance:Spot:ETH/USDT}. */
public record Market(Venue venue, MarketKind kind, String symbol) implements Comparable<Market> {
  private static final Parsed<Market> PARSED = new Parsed<>(Market::parsed);

  public Market {
    if (symbol == null
        || !(kind == MarketKind.PERP ? Symbols.isPlain(symbol) : Symbols.isPair(symbol))) {
      throw new IllegalArgumentException(
          "a "
              + kind.label()
              + " market's symbol is "
              + (kind == MarketKind.PERP ? "BASEQUOTE" : "BASE/QUOTE")
              + ", was "
              + symbol);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code venue:kind:symbol}
   */
  public static Market parse(String text) {
    return PARSED.of(text);
  }

  private static Market parsed(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("a market is venue:kind:symbol, was " + text);
    }
    return new Market(new Venue(parts[0]), MarketKind.of(parts[1]), parts[2]);
  }

  /** {@code binance:Spot:ETH/USDT}; spot trades at binance only. */
  public static Market spot(Token base, Token quote) {
    return new Market(Venue.BINANCE, MarketKind.SPOT, base + "/" + quote);
  }

  /** {@code bybit:Perp:ETHUSDT}. */
  public static Market perp(Venue venue, Token base) {
    return new Market(venue, MarketKind.PERP, base + "USDT");
  }

  /** {@code etherfi:Rate:weETH/WETH}: WETH per LST by the protocol, r. */
  public static Market rate(Venue protocol, Token lst) {
    return new Market(protocol, MarketKind.RATE, lst + "/" + Token.WETH);
  }

  /** {@code uniswap:Spot:weETH/WETH}: WETH per LST on the DEX, m. */
  public static Market dex(Token lst) {
    return new Market(Venue.UNISWAP, MarketKind.SPOT, lst + "/" + Token.WETH);
  }

  /**
   * {@code aave_v3:Rate:aUSDT/USDT}: Aave's liquidity index; a balance supplied grows as it does.
   * Of ETH it is WETH's, which Aave wraps it into.
   */
  public static Market supplyIndex(Token underlying) {
    Token token = underlying.equals(Token.ETH) ? Token.WETH : underlying;
    return new Market(Venue.AAVE, MarketKind.RATE, "a" + token + "/" + token);
  }

  /** {@code aave_v3:Rate:debtWETH/WETH}: Aave's variable borrow index; a debt grows as it does. */
  public static Market debtIndex(Token underlying) {
    Token token = underlying.equals(Token.ETH) ? Token.WETH : underlying;
    return new Market(Venue.AAVE, MarketKind.RATE, "debt" + token + "/" + token);
  }

  /** {@code wallet:Rate:gas/ETH}: ETH for a unit of gas. */
  public static Market gas() {
    return new Market(Venue.WALLET, MarketKind.RATE, "gas/" + Token.ETH);
  }

  /**
   * Whether it only says how balances grow or what a transaction costs: interest indices and gas.
   * Books are kept by it, nothing is traded or decided on it.
   */
  public boolean isForAccounting() {
    return kind == MarketKind.RATE && (venue.equals(Venue.AAVE) || venue.equals(Venue.WALLET));
  }

  /** What is traded here for USDT, spot or by perp; empty for any other market. */
  public Optional<String> tradedBase() {
    String quote =
        switch (kind) {
          case SPOT -> "/" + Token.USDT;
          case PERP -> Token.USDT.symbol();
          case RATE -> null;
        };
    return quote != null && symbol.endsWith(quote)
        ? Optional.of(symbol.substring(0, symbol.length() - quote.length()))
        : Optional.empty();
  }

  @Override
  public int compareTo(Market other) {
    if (this == other) {
      return 0;
    }
    int byVenue = venue.compareTo(other.venue);
    if (byVenue != 0) {
      return byVenue;
    }
    int byKind = kind.label().compareTo(other.kind.label());
    return byKind != 0 ? byKind : symbol.compareTo(other.symbol);
  }

  @Override
  public String toString() {
    return venue + ":" + kind.label() + ":" + symbol;
  }
}
