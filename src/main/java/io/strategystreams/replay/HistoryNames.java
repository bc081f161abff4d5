package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the files of a history directory are named (docs/history.md). */
final class HistoryNames {
  static final HistoryFile GAS = new HistoryFile("gas_1h.csv", HistoryForm.GAS);

  private static final String QUOTE = Token.USDT.symbol();

  private HistoryNames() {}

  static HistoryFile spot(Venue exchange, Token base) {
    return new HistoryFile(exchange + "_" + base + QUOTE + "_spot_1h.csv", HistoryForm.BAR);
  }

  static HistoryFile perp(Venue exchange, Token base) {
    return new HistoryFile(exchange + "_" + base + QUOTE + "_perp_1h.csv", HistoryForm.BAR);
  }

  /** The names that a perpetual's funding may have, the first of them first. */
  static List<HistoryFile> funding(Venue exchange, Token base) {
    String name = exchange + "_" + base + QUOTE;
    return exchange.equals(Venue.OKX)
        ? List.of(
            new HistoryFile(name + "_realized_funding.csv", HistoryForm.REALIZED_FUNDING),
            new HistoryFile(name + "_funding.csv", HistoryForm.OKX_FUNDING))
        : List.of(new HistoryFile(name + "_funding.csv", HistoryForm.FUNDING));
  }

  static HistoryFile rate(Token lst) {
    return new HistoryFile(lst + "_ETH_rate_1h.csv", HistoryForm.RATE);
  }

  static HistoryFile dex(Token lst) {
    return new HistoryFile(lst + "_WETH_market_1h.csv", HistoryForm.DEX);
  }

  static HistoryFile throughEth(Token token) {
    return new HistoryFile(token + "_WETH_1h.csv", HistoryForm.CLOSE);
  }

  static HistoryFile reserve(Token token) {
    return new HistoryFile("aave_" + token + "_daily.csv", HistoryForm.AAVE);
  }

  /** What a market is of that history files may price: spot at binance, a perpetual, in USDT. */
  static Optional<Token> base(Market market) {
    String symbol = market.symbol();
    String quote = market.kind() == MarketKind.PERP ? QUOTE : "/" + QUOTE;
    return symbol.endsWith(quote) && symbol.length() > quote.length()
        ? Optional.of(new Token(symbol.substring(0, symbol.length() - quote.length())))
            .filter(
                base ->
                    market.kind() == MarketKind.PERP
                        || market.equals(Market.spot(base, Token.USDT)))
        : Optional.empty();
  }

  /** Whether a file is none that anybody would expect to be read: documentation, hidden files. */
  static boolean isNoData(String name) {
    return name.startsWith(".")
        || name.equals(RewardsFile.NAME)
        || name.toLowerCase(Locale.ROOT).endsWith(".md");
  }
}
