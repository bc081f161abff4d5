package io.strategystreams.paper;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Desk;
import io.strategystreams.config.LendingTerms;
import io.strategystreams.config.VenueCatalogue;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.exchange.PaperExchange;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.LastBar;
import io.strategystreams.paper.ledger.MarketPrices;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The markets of strategies.md's table, prices to trade at, and ledgers to begin with. */
public final class PaperFixtures {
  public static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
  public static final Token WEETH = new Token("weETH");
  public static final Token EIGEN = new Token("EIGEN");

  private static final VenueCatalogue VENUES =
      ConfigDirectory.load(Path.of("configs"), Map.of()).venues();

  private PaperFixtures() {}

  /** The rules of strategies.md, «Defaults». */
  public static MarketCatalogue catalogue() {
    Map<Market, MarketRules> rules = new HashMap<>();
    rules.put(Market.spot(Token.ETH, Token.USDT), rules("0.0001", "5", "0.001"));
    rules.put(Market.spot(Token.BTC, Token.USDT), rules("0.00001", "5", "0.001"));
    rules.put(Market.spot(EIGEN, Token.USDT), rules("0.01", "5", "0.001"));
    rules.put(Market.perp(Venue.BINANCE, Token.ETH), rules("0.001", "20", "0.0005"));
    rules.put(Market.perp(Venue.BINANCE, Token.BTC), rules("0.001", "20", "0.0005"));
    rules.put(Market.perp(Venue.BYBIT, Token.ETH), rules("0.01", "5", "0.00055"));
    rules.put(Market.perp(Venue.BYBIT, Token.BTC), rules("0.001", "5", "0.00055"));
    rules.put(Market.perp(Venue.OKX, Token.ETH), rules("0.01", "5", "0.0005"));
    return new MarketCatalogue(rules);
  }

  /** Those markets, and the venues as the desk has them. */
  public static Desk desk() {
    return new Desk(catalogue(), VENUES);
  }

  /** Aave's terms as the desk has them. */
  public static LendingTerms lending() {
    return PaperExchange.lending(desk());
  }

  /** ETH 4000, BTC 60000, EIGEN 4; weETH 1.04 by the protocol, 1.03 on the DEX. */
  public static Board board() {
    return new Board()
        .put("binance:Spot:ETH/USDT", "4000")
        .put("binance:Spot:BTC/USDT", "60000")
        .put("binance:Spot:EIGEN/USDT", "4")
        .put("binance:Perp:ETHUSDT", "4000")
        .put("binance:Perp:BTCUSDT", "60000")
        .put("bybit:Perp:ETHUSDT", "4000")
        .put("bybit:Perp:BTCUSDT", "60000")
        .put("okx:Perp:ETHUSDT", "4000")
        .put("etherfi:Rate:weETH/WETH", "1.04")
        .put("lido:Rate:wstETH/WETH", "1.17")
        .put("uniswap:Spot:weETH/WETH", "1.03");
  }

  /** A ledger of a mode in its share class, holding instrument and amount in turn. */
  public static PaperLedger ledger(Mode mode, Token shareClass, String... holdings) {
    PaperLedger ledger = PaperLedger.open(profile(mode, shareClass));
    for (int i = 0; i < holdings.length; i += 2) {
      ledger =
          FlowRules.apply(
              ledger,
              new Flow.Deposit(
                  mode.id(), Instrument.parse(holdings[i]), amount(holdings[i + 1]), NOON));
    }
    return ledger;
  }

  public static StrategyProfile profile(Mode mode, Token shareClass) {
    return new StrategyProfile(
        mode.id(),
        mode,
        shareClass,
        StrategyProfile.homeOf(mode),
        StrategyProfile.marginScopeOf(mode));
  }

  /** A ledger with a perp of that size, entered at that price. */
  public static PaperLedger withPerp(PaperLedger ledger, String perp, String size, String entry) {
    return ledger.fill(Map.of(Instrument.parse(perp), amount(size)), amount(entry));
  }

  public static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }

  private static MarketRules rules(String lot, String minNotional, String fee) {
    return new MarketRules(new BigDecimal(lot), new BigDecimal(minNotional), new BigDecimal(fee));
  }

  /** Prices to change at will. */
  public static final class Board implements MarketPrices {
    private final Map<Market, LastBar> bars = new HashMap<>();

    public Board put(String market, String price) {
      return bar(market, price, price, price, null, NOON);
    }

    /**
     * @param funding rate per 8 hours, null for none
     */
    public Board bar(
        String market, String price, String high, String low, String funding, Instant endedAt) {
      return put(
          market,
          new LastBar(
              amount(price),
              null,
              amount(high),
              amount(low),
              funding == null ? null : Double.valueOf(funding),
              LastBar.QUOTED_HOURS,
              endedAt));
    }

    public Board put(String market, LastBar bar) {
      bars.put(Market.parse(market), bar);
      return this;
    }

    public Board without(String market) {
      bars.remove(Market.parse(market));
      return this;
    }

    @Override
    public Optional<LastBar> bar(Market market) {
      return Optional.ofNullable(bars.get(market));
    }
  }
}
