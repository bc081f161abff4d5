package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The files of a history directory merged by the time at which their rows are known. */
final class HistoryFeed implements MarketFeed {
  private static final Duration FUNDING_PERIOD = Duration.ofHours(8);
  private static final BigDecimal DEX_DISCOUNT = new BigDecimal("0.999");
  private static final Token WEETH = new Token("weETH");
  private static final Token WSTETH = new Token("wstETH");
  private static final Token EIGEN = new Token("EIGEN");
  private static final Token ETHFI = new Token("ETHFI");

  /** The files that price one asset. */
  private record Asset(
      Token token,
      HistoryFile spot,
      HistoryFile binancePerp,
      HistoryFile bybitPerp,
      HistoryFile binanceFunding,
      HistoryFile bybitFunding,
      HistoryFile okxFunding) {}

  private static final List<Asset> ASSETS =
      List.of(
          new Asset(
              Token.BTC,
              HistoryFile.BTC_SPOT,
              HistoryFile.BTC_PERP_BINANCE,
              HistoryFile.BTC_PERP_BYBIT,
              HistoryFile.BTC_FUNDING_BINANCE,
              HistoryFile.BTC_FUNDING_BYBIT,
              HistoryFile.BTC_FUNDING_OKX),
          new Asset(
              Token.ETH,
              HistoryFile.ETH_SPOT,
              HistoryFile.ETH_PERP_BINANCE,
              HistoryFile.ETH_PERP_BYBIT,
              HistoryFile.ETH_FUNDING_BINANCE,
              HistoryFile.ETH_FUNDING_BYBIT,
              HistoryFile.ETH_FUNDING_OKX));

  private final Map<HistoryFile, CsvSeries> series = new EnumMap<>(HistoryFile.class);
  private final Map<HistoryFile, CsvSeries.Row> known = new EnumMap<>(HistoryFile.class);
  private final Map<HistoryFile, CsvSeries.Row> fresh = new EnumMap<>(HistoryFile.class);
  private final SwingSignals signals = new SwingSignals(Token.BTC.symbol());
  private final Instant to;
  private MarketInstant head;

  HistoryFeed(Path directory, Instant from, Instant to) {
    this.to = to;
    try {
      for (HistoryFile file : HistoryFile.values()) {
        file.open(directory).ifPresent(opened -> series.put(file, opened));
      }
      do {
        head = read();
      } while (head != null && head.time().isBefore(from));
    } catch (HistoryException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public boolean hasNext() {
    return head != null;
  }

  @Override
  public MarketInstant next() {
    if (head == null) {
      throw new NoSuchElementException("the history ends here");
    }
    MarketInstant taken = head;
    head = read();
    return taken;
  }

  @Override
  public void close() {
    series.values().forEach(CsvSeries::close);
  }

  /** The next instant of the files, null at the end. */
  private MarketInstant read() {
    Optional<Instant> next =
        series.values().stream()
            .filter(one -> one.peek() != null)
            .map(one -> one.peek().knownAt())
            .min(Comparator.naturalOrder());
    if (next.isEmpty() || !next.get().isBefore(to)) {
      return null;
    }
    Instant now = next.get();
    fresh.clear();
    series.forEach(
        (file, one) -> {
          if (one.peek() != null && one.peek().knownAt().equals(now)) {
            fresh.put(file, one.take());
          }
        });
    known.putAll(fresh);
    return new MarketInstant(now, prices(now), predictions());
  }

  private List<Observation> prices(Instant now) {
    List<Observation> prices = new ArrayList<>();
    for (Asset asset : ASSETS) {
      addAsset(prices, asset, now);
    }
    addRate(prices, Venue.ETHERFI, WEETH, HistoryFile.WEETH_RATE, now);
    addRate(prices, Venue.LIDO, WSTETH, HistoryFile.WSTETH_RATE, now);
    add(prices, Market.dex(WEETH), value(HistoryFile.WEETH_DEX, 0), null, "weETH market", now);
    BigDecimal wstEth = value(HistoryFile.WSTETH_RATE, 0);
    if (wstEth != null) {
      BigDecimal discounted = wstEth.multiply(DEX_DISCOUNT);
      add(prices, Market.dex(WSTETH), discounted, null, "lido rate less 0.1 %", now);
    }
    addDust(prices, EIGEN, HistoryFile.EIGEN, now);
    addDust(prices, ETHFI, HistoryFile.ETHFI, now);
    prices.sort(Comparator.comparing(price -> price.quote().market()));
    return prices;
  }

  private void addAsset(List<Observation> prices, Asset asset, Instant now) {
    Token token = asset.token();
    BigDecimal spot = close(asset.spot());
    add(prices, Market.spot(token, Token.USDT), spot, null, "bybit spot (stand-in)", now);

    Double binance = funding(asset.binanceFunding());
    BigDecimal binancePerp = close(asset.binancePerp());
    add(prices, Market.perp(Venue.BINANCE, token), binancePerp, binance, "binance perp", now);

    Double bybit = funding(asset.bybitFunding());
    BigDecimal bybitPerp = close(asset.bybitPerp());
    add(prices, Market.perp(Venue.BYBIT, token), bybitPerp, bybit, "bybit perp", now);

    Double okx = isWithinPeriod(asset.okxFunding(), now) ? funding(asset.okxFunding()) : bybit;
    add(prices, Market.perp(Venue.OKX, token), bybitPerp, okx, "bybit perp (stand-in)", now);
  }

  private void addRate(
      List<Observation> prices, Venue protocol, Token lst, HistoryFile file, Instant now) {
    add(prices, Market.rate(protocol, lst), value(file, 0), null, protocol + " rate", now);
  }

  /** A dust token is priced in WETH; it needs the ETH price of the same instant. */
  private void addDust(List<Observation> prices, Token token, HistoryFile file, Instant now) {
    BigDecimal inEth = value(file, 0);
    BigDecimal eth = close(HistoryFile.ETH_SPOT);
    if (inEth != null && eth != null) {
      Market market = Market.spot(token, Token.USDT);
      add(prices, market, inEth.multiply(eth), null, token + "/WETH x ETH spot", now);
    }
  }

  private static void add(
      List<Observation> prices,
      Market market,
      BigDecimal price,
      Double funding,
      String source,
      Instant now) {
    if (price != null) {
      BigDecimal rounded = price.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
      prices.add(new Observation(new Quote(market, rounded, null, null, funding, now), source));
    }
  }

  private List<Prediction> predictions() {
    CsvSeries.Row row = fresh.get(HistoryFile.BTC_SPOT);
    if (row == null) {
      return List.of();
    }
    List<BigDecimal> values = row.values();
    Bar bar =
        new Bar(
            row.time(),
            values.get(HistoryFile.HIGH),
            values.get(HistoryFile.LOW),
            values.get(HistoryFile.CLOSE));
    return signals.onBar(bar).stream().toList();
  }

  private BigDecimal close(HistoryFile bars) {
    return value(bars, HistoryFile.CLOSE);
  }

  /** The value that becomes known at this instant, null if none does. */
  private BigDecimal value(HistoryFile file, int place) {
    CsvSeries.Row row = fresh.get(file);
    return row == null ? null : row.values().get(place);
  }

  /** The rate known last, null if none is known. */
  private Double funding(HistoryFile file) {
    CsvSeries.Row row = known.get(file);
    return row == null ? null : row.values().get(0).doubleValue();
  }

  private boolean isWithinPeriod(HistoryFile file, Instant now) {
    CsvSeries.Row row = known.get(file);
    return row != null && now.isBefore(row.knownAt().plus(FUNDING_PERIOD));
  }
}
