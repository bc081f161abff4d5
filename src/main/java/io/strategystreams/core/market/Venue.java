package io.strategystreams.core.market;

/** Where something is held or done: an exchange, a protocol or the wallet. */
public record Venue(String name) implements Comparable<Venue> {
  public static final Venue WALLET = new Venue("wallet");
  public static final Venue BINANCE = new Venue("binance");
  public static final Venue BYBIT = new Venue("bybit");
  public static final Venue OKX = new Venue("okx");
  public static final Venue AAVE = new Venue("aave_v3");
  public static final Venue ETHERFI = new Venue("etherfi");
  public static final Venue LIDO = new Venue("lido");
  public static final Venue UNISWAP = new Venue("uniswap");
  public static final Venue INSTADAPP = new Venue("instadapp");

  public Venue {
    if (name == null || !isName(name)) {
      throw new IllegalArgumentException(
          "a venue is lower-case letters, digits and _, was " + name);
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (!Symbols.isLowerCase(letter) && !Symbols.isDigit(letter) && letter != '_') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  @Override
  public int compareTo(Venue other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
