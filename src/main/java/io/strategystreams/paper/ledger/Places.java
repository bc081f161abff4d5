package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.util.Set;

/** Where things lie: which venues are exchanges, and under which key a wallet's token is held. */
public final class Places {
  private static final Set<Venue> EXCHANGES = Set.of(Venue.BINANCE, Venue.BYBIT, Venue.OKX);

  private Places() {}

  public static boolean isExchange(Venue venue) {
    return EXCHANGES.contains(venue);
  }

  /** The wallet's holding of a token; an LST lies under its protocol's key. */
  public static Instrument onChain(Token token) {
    return LiquidStaking.protocolOf(token)
        .map(protocol -> Instrument.lst(protocol, token))
        .orElseGet(() -> Instrument.base(Venue.WALLET, token));
  }

  /** The base asset of a USDT-quoted perp: {@code bybit:Perp:ETHUSDT} gives ETH. */
  public static Token baseOfPerp(Instrument perp) {
    String symbol = perp.symbol();
    String quote = Token.USDT.symbol();
    if (!symbol.endsWith(quote) || symbol.length() == quote.length()) {
      throw new IllegalArgumentException("a perp's symbol is BASEUSDT, was " + symbol);
    }
    return new Token(symbol.substring(0, symbol.length() - quote.length()));
  }
}
