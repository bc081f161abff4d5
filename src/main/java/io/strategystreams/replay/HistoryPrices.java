package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The prices of an instant, from the rows that are known at it. */
final class HistoryPrices {
  private static final Duration FUNDING_PERIOD = Duration.ofHours(8);
  private static final BigDecimal DEX_DISCOUNT = new BigDecimal("0.999");
  private static final int GWEI_DECIMALS = 9;

  /** A perp, the bars that price it and the funding it carries. */
  private record Perp(Market market, HistoryFile bars, HistoryFile funding, String source) {}

  /** What trades in one asset. */
  private record Asset(Market spot, HistoryFile bars, Perp binance, Perp bybit, Perp okx) {
    static Asset of(
        Token token,
        HistoryFile spot,
        HistoryFile binance,
        HistoryFile binanceFunding,
        HistoryFile bybit,
        HistoryFile bybitFunding,
        HistoryFile okxFunding) {
      return new Asset(
          Market.spot(token, Token.USDT),
          spot,
          new Perp(Market.perp(Venue.BINANCE, token), binance, binanceFunding, "binance perp"),
          new Perp(Market.perp(Venue.BYBIT, token), bybit, bybitFunding, "bybit perp"),
          new Perp(Market.perp(Venue.OKX, token), bybit, okxFunding, "bybit perp (stand-in)"));
    }
  }

  /** A market priced by the one value of a file. */
  private record Single(Market market, HistoryFile file, String source) {}

  /** A reserve of Aave. */
  private record Reserve(Market supply, Market borrow, HistoryFile file) {
    static Reserve of(Token token, HistoryFile file) {
      return new Reserve(Market.supplyIndex(token), Market.debtIndex(token), file);
    }
  }

  private static final Token WEETH = new Token("weETH");
  private static final Token WSTETH = new Token("wstETH");

  private static final List<Asset> ASSETS =
      List.of(
          Asset.of(
              Token.BTC,
              HistoryFile.BTC_SPOT,
              HistoryFile.BTC_PERP_BINANCE,
              HistoryFile.BTC_FUNDING_BINANCE,
              HistoryFile.BTC_PERP_BYBIT,
              HistoryFile.BTC_FUNDING_BYBIT,
              HistoryFile.BTC_FUNDING_OKX),
          Asset.of(
              Token.ETH,
              HistoryFile.ETH_SPOT,
              HistoryFile.ETH_PERP_BINANCE,
              HistoryFile.ETH_FUNDING_BINANCE,
              HistoryFile.ETH_PERP_BYBIT,
              HistoryFile.ETH_FUNDING_BYBIT,
              HistoryFile.ETH_FUNDING_OKX));
  private static final List<Single> RATES =
      List.of(
          new Single(Market.rate(Venue.ETHERFI, WEETH), HistoryFile.WEETH_RATE, "etherfi rate"),
          new Single(Market.rate(Venue.LIDO, WSTETH), HistoryFile.WSTETH_RATE, "lido rate"),
          new Single(Market.dex(WEETH), HistoryFile.WEETH_DEX, "weETH market"));
  private static final Market WSTETH_DEX = Market.dex(WSTETH);

  /** Priced in WETH. */
  private static final List<Single> DUST =
      List.of(
          dust(new Token("EIGEN"), HistoryFile.EIGEN), dust(new Token("ETHFI"), HistoryFile.ETHFI));

  private static final List<Reserve> RESERVES =
      List.of(
          Reserve.of(Token.USDT, HistoryFile.USDT_AAVE),
          Reserve.of(Token.WETH, HistoryFile.WETH_AAVE),
          Reserve.of(WEETH, HistoryFile.WEETH_AAVE),
          Reserve.of(WSTETH, HistoryFile.WSTETH_AAVE));
  private static final Market GAS = Market.gas();

  private final HistoryRows rows;
  private final Instant now;
  private final List<Observation> prices = new ArrayList<>();

  private HistoryPrices(HistoryRows rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  /** In the order of their markets. */
  static List<Observation> of(HistoryRows rows, Instant now) {
    HistoryPrices instant = new HistoryPrices(rows, now);
    ASSETS.forEach(instant::addAsset);
    RATES.forEach(rate -> instant.add(rate.market(), rows.value(rate.file()), rate.source()));
    instant.addWstEthDex();
    DUST.forEach(instant::addDust);
    RESERVES.forEach(instant::addReserve);
    instant.addGas();
    instant.prices.sort(Comparator.comparing(price -> price.quote().market()));
    return instant.prices;
  }

  private void addAsset(Asset asset) {
    addBar(asset.spot(), rows.bar(asset.bars()), null, "bybit spot (stand-in)");
    Double bybit = funding(asset.bybit());
    addPerp(asset.binance(), funding(asset.binance()));
    addPerp(asset.bybit(), bybit);
    addPerp(asset.okx(), isWithinPeriod(asset.okx()) ? funding(asset.okx()) : bybit);
  }

  private void addPerp(Perp perp, Double funding) {
    addBar(perp.market(), rows.bar(perp.bars()), funding, perp.source());
  }

  private void addWstEthDex() {
    BigDecimal rate = rows.value(HistoryFile.WSTETH_RATE);
    if (rate != null) {
      add(WSTETH_DEX, rate.multiply(DEX_DISCOUNT), "lido rate less 0.1 %");
    }
  }

  /** A dust token is priced in WETH; it needs the ETH price of the same instant. */
  private void addDust(Single token) {
    BigDecimal inEth = rows.value(token.file());
    Bar eth = rows.bar(HistoryFile.ETH_SPOT);
    if (inEth != null && eth != null) {
      add(token.market(), inEth.multiply(eth.close()), token.source());
    }
  }

  /**
   * Indices move between snapshots too, with the rates of the last one: what a later snapshot says
   * is not known yet.
   */
  private void addReserve(Reserve reserve) {
    CsvSeries.Row snapshot = rows.known(reserve.file());
    if (snapshot == null) {
      return;
    }
    List<BigDecimal> values = snapshot.values();
    long seconds = Duration.between(snapshot.knownAt(), now).toSeconds();
    String source = seconds == 0 ? "aave snapshot" : "aave snapshot of " + snapshot.time();
    add(
        reserve.supply(),
        AaveInterest.supplyIndex(
            values.get(HistoryForm.SUPPLY_INDEX), values.get(HistoryForm.SUPPLY_RATE), seconds),
        source);
    add(
        reserve.borrow(),
        AaveInterest.borrowIndex(
            values.get(HistoryForm.BORROW_INDEX), values.get(HistoryForm.BORROW_RATE), seconds),
        source);
  }

  private void addGas() {
    BigDecimal gwei = rows.value(HistoryFile.GAS);
    if (gwei != null) {
      add(GAS, gwei.movePointLeft(GWEI_DECIMALS), "hourly average");
    }
  }

  private void addBar(Market market, Bar bar, Double funding, String source) {
    if (bar != null) {
      prices.add(
          new Observation(
              new Quote(market, rounded(bar.close()), null, null, funding, now),
              rounded(bar.high()),
              rounded(bar.low()),
              source));
    }
  }

  private void add(Market market, BigDecimal price, String source) {
    if (price != null) {
      prices.add(new Observation(Quote.of(market, rounded(price), now), source));
    }
  }

  private static BigDecimal rounded(BigDecimal price) {
    return price.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  /** The rate known last, null if none is known. */
  private Double funding(Perp perp) {
    CsvSeries.Row row = rows.known(perp.funding());
    return row == null ? null : row.values().get(0).doubleValue();
  }

  private boolean isWithinPeriod(Perp perp) {
    CsvSeries.Row row = rows.known(perp.funding());
    return row != null && now.isBefore(row.knownAt().plus(FUNDING_PERIOD));
  }

  private static Single dust(Token token, HistoryFile file) {
    return new Single(Market.spot(token, Token.USDT), file, token + "/WETH x ETH spot");
  }
}
