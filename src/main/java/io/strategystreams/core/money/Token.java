package io.strategystreams.core.money;

/**
 * A unit of account: what an amount is an amount of, for example {@code ETH}, {@code weETH}, {@code
 * aUSDT}.
 */
public record Token(String symbol) implements Comparable<Token> {
  public static final Token ETH = new Token("ETH");
  public static final Token WETH = new Token("WETH");
  public static final Token BTC = new Token("BTC");
  public static final Token USDT = new Token("USDT");

  public Token {
    if (symbol == null || symbol.isBlank()) {
      throw new IllegalArgumentException("a token needs a symbol, was " + symbol);
    }
  }

  @Override
  public int compareTo(Token other) {
    return symbol.compareTo(other.symbol);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
