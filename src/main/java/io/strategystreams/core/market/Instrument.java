package io.strategystreams.core.market;

import io.strategystreams.core.money.Token;

/**
 * What one holds and where: {@code venue:position_type:symbol}, for example {@code
 * aave_v3:aToken:aUSDT}.
 */
public record Instrument(Venue venue, PositionType type, String symbol)
    implements Comparable<Instrument> {
  private static final Parsed<Instrument> PARSED = new Parsed<>(Instrument::parsed);

  public Instrument {
    if (symbol == null || !Symbols.isPlain(symbol)) {
      throw new IllegalArgumentException(
          "an instrument's symbol is letters and digits, was " + symbol);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code venue:position_type:symbol}
   */
  public static Instrument parse(String text) {
    return PARSED.of(text);
  }

  private static Instrument parsed(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "an instrument is venue:position_type:symbol, was " + text);
    }
    return new Instrument(new Venue(parts[0]), PositionType.of(parts[1]), parts[2]);
  }

  public static Instrument base(Venue venue, Token token) {
    return new Instrument(venue, PositionType.BASE_TOKEN, token.symbol());
  }

  public static Instrument lst(Venue protocol, Token lst) {
    return new Instrument(protocol, PositionType.LST, lst.symbol());
  }

  public static Instrument aToken(Token underlying) {
    return new Instrument(Venue.AAVE, PositionType.A_TOKEN, "a" + underlying.symbol());
  }

  public static Instrument debtToken(Token underlying) {
    return new Instrument(Venue.AAVE, PositionType.DEBT_TOKEN, "debt" + underlying.symbol());
  }

  public static Instrument unstaking(Venue protocol) {
    return new Instrument(protocol, PositionType.UNSTAKING, Token.WETH.symbol());
  }

  /** The USDT-quoted perpetual of an asset: {@code bybit:Perp:ETHUSDT}. */
  public static Instrument perp(Venue venue, Token asset) {
    return new Instrument(venue, PositionType.PERP, asset.symbol() + "USDT");
  }

  public boolean isBase(Token token) {
    return type == PositionType.BASE_TOKEN && symbol.equals(token.symbol());
  }

  @Override
  public int compareTo(Instrument other) {
    if (this == other) {
      return 0;
    }
    int byVenue = venue.compareTo(other.venue);
    if (byVenue != 0) {
      return byVenue;
    }
    int byType = type.label().compareTo(other.type.label());
    return byType != 0 ? byType : symbol.compareTo(other.symbol);
  }

  @Override
  public String toString() {
    return venue + ":" + type.label() + ":" + symbol;
  }
}
