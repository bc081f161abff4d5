package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The hours of a {@link SimulatedMarket}. All arithmetic is decimal. */
final class SimulatedFeed implements MarketFeed {
  private static final List<Venue> PERP_VENUES = List.of(Venue.BINANCE, Venue.BYBIT, Venue.OKX);
  private static final int FUNDING_HOURS = 8;

  /**
   * Bitcoin alternates between rising and falling by this return a quarter, for 5 to 12 hours each,
   * and now and then jumps, for good or only for the moment: so swings are broken, touched and held
   * within days.
   */
  private static final BigDecimal TREND = new BigDecimal("0.0005");

  private static final int TREND_HOURS_MIN = 5;
  private static final int TREND_HOURS_RANGE = 8;
  private static final BigDecimal JUMP = new BigDecimal("0.022");
  private static final int HOURS_A_JUMP = 7;

  private static final BigDecimal STAKING_YIELD_PER_HOUR = new BigDecimal("1.0000037");
  private static final BigDecimal DEX_DISCOUNT = new BigDecimal("0.9992");
  private static final BigDecimal BASIS_SD = new BigDecimal("0.0002");
  private static final BigDecimal FUNDING_MEAN = new BigDecimal("0.0001");
  private static final BigDecimal FUNDING_SD = new BigDecimal("0.00005");

  /** How much of ETH's move is BTC's. */
  private static final BigDecimal ETH_BETA = new BigDecimal("0.8");

  /** A reserve of Aave whose rates, fractions a year, never change. */
  private record Reserve(Token token, BigDecimal supplyRate, BigDecimal borrowRate) {
    static Reserve of(String token, String supplyRate, String borrowRate) {
      return new Reserve(new Token(token), new BigDecimal(supplyRate), new BigDecimal(borrowRate));
    }
  }

  private static final List<Reserve> RESERVES =
      List.of(
          Reserve.of("USDT", "0.05", "0.07"),
          Reserve.of("WETH", "0.02", "0.027"),
          Reserve.of("weETH", "0.001", "0.02"),
          Reserve.of("wstETH", "0.0005", "0.005"));

  /** ETH for a unit of gas: 6 gwei. */
  private static final BigDecimal GAS_PRICE = new BigDecimal("0.000000006");

  private final SeededNoise noise;
  private final RandomWalk btc = new RandomWalk("60000", "0.002", 1);
  private final RandomWalk eth = new RandomWalk("3000", "0.0023", 2);
  private final RandomWalk eigen = new RandomWalk("3.5", "0.005", 4);
  private final RandomWalk ethfi = new RandomWalk("2.5", "0.005", 4);
  private final SwingSignals signals = new SwingSignals(Token.BTC.symbol());
  private final Map<Market, Double> funding = new HashMap<>();
  private final Instant origin;
  private final Instant to;
  private BigDecimal weEth = new BigDecimal("1.04");
  private BigDecimal wstEth = new BigDecimal("1.17");
  private BigDecimal trend = BigDecimal.ZERO;
  private int trendHours;
  private Instant next;

  SimulatedFeed(long seed, Instant from, Instant to) {
    this.noise = new SeededNoise(seed);
    this.to = to;
    this.origin = from.minus(Bar.LENGTH.multipliedBy(SwingSignals.WINDOW));
    this.next = origin;
    while (next.isBefore(from)) {
      advance();
    }
  }

  @Override
  public boolean hasNext() {
    return next.isBefore(to);
  }

  @Override
  public MarketInstant next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the simulated market ends at " + to);
    }
    return advance();
  }

  @Override
  public void close() {}

  private MarketInstant advance() {
    Instant now = next;
    next = now.plus(Bar.LENGTH);
    turnTrend();
    Instant open = now.minus(Bar.LENGTH);
    Bar btcBar = btc.bar(open, trend, jump(), noise);
    Bar ethBar = eth.bar(open, trend.multiply(ETH_BETA), RandomWalk.Jump.NONE, noise);
    List<Observation> prices = new ArrayList<>();
    addSpot(prices, Token.BTC, btcBar, now);
    addSpot(prices, Token.ETH, ethBar, now);
    addSpot(prices, new Token("EIGEN"), bar(eigen, open), now);
    addSpot(prices, new Token("ETHFI"), bar(ethfi, open), now);
    addPerps(prices, Token.BTC, btcBar, 1, now);
    addPerps(prices, Token.ETH, ethBar, 2, now);
    weEth = accrued(weEth);
    wstEth = accrued(wstEth);
    addStaked(prices, Venue.ETHERFI, new Token("weETH"), weEth, now);
    addStaked(prices, Venue.LIDO, new Token("wstETH"), wstEth, now);
    RESERVES.forEach(reserve -> addReserve(prices, reserve, now));
    add(prices, Market.gas(), GAS_PRICE, now);
    prices.sort(Comparator.comparing(price -> price.quote().market()));
    List<Prediction> predictions = signals.onBar(btcBar).stream().toList();
    return new MarketInstant(now, prices, predictions);
  }

  private void turnTrend() {
    if (trendHours-- == 0) {
      trendHours = TREND_HOURS_MIN + noise.below(TREND_HOURS_RANGE);
      trend = trend.signum() > 0 ? TREND.negate() : TREND;
    }
  }

  private RandomWalk.Jump jump() {
    if (noise.below(HOURS_A_JUMP) > 0) {
      return RandomWalk.Jump.NONE;
    }
    BigDecimal size = noise.below(2) == 0 ? JUMP : JUMP.negate();
    return new RandomWalk.Jump(size, noise.below(2) == 0);
  }

  private Bar bar(RandomWalk walk, Instant open) {
    return walk.bar(open, BigDecimal.ZERO, RandomWalk.Jump.NONE, noise);
  }

  private static void addSpot(List<Observation> prices, Token token, Bar bar, Instant now) {
    addBar(prices, Market.spot(token, Token.USDT), bar, null, now);
  }

  private void addPerps(
      List<Observation> prices, Token token, Bar spot, int decimals, Instant now) {
    for (Venue venue : PERP_VENUES) {
      Market market = Market.perp(venue, token);
      if (!funding.containsKey(market)
          || now.atOffset(ZoneOffset.UTC).getHour() % FUNDING_HOURS == 0) {
        BigDecimal rate = FUNDING_MEAN.add(FUNDING_SD.multiply(noise.normal()));
        funding.put(market, rate.setScale(8, RoundingMode.HALF_EVEN).doubleValue());
      }
      BigDecimal basis = BigDecimal.ONE.add(BASIS_SD.multiply(noise.normal()));
      addBar(prices, market, spot.times(basis, decimals), funding.get(market), now);
    }
  }

  private void addStaked(
      List<Observation> prices, Venue protocol, Token lst, BigDecimal rate, Instant now) {
    add(prices, Market.rate(protocol, lst), rate, now);
    BigDecimal jitter = BigDecimal.ONE.add(BASIS_SD.multiply(noise.normal()));
    BigDecimal dex = rate.multiply(DEX_DISCOUNT).multiply(jitter);
    add(prices, Market.dex(lst), dex, now);
  }

  private static BigDecimal accrued(BigDecimal rate) {
    return rate.multiply(STAKING_YIELD_PER_HOUR).setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  private void addReserve(List<Observation> prices, Reserve reserve, Instant now) {
    long seconds = Duration.between(origin, now).toSeconds();
    add(
        prices,
        Market.supplyIndex(reserve.token()),
        AaveInterest.supplyIndex(BigDecimal.ONE, reserve.supplyRate(), seconds),
        now);
    add(
        prices,
        Market.debtIndex(reserve.token()),
        AaveInterest.borrowIndex(BigDecimal.ONE, reserve.borrowRate(), seconds),
        now);
  }

  private static void addBar(
      List<Observation> prices, Market market, Bar bar, Double funding, Instant now) {
    prices.add(
        new Observation(
            new Quote(market, bar.close(), null, null, funding, now),
            null,
            bar.open(),
            bar.high(),
            bar.low(),
            "simulated"));
  }

  private static void add(List<Observation> prices, Market market, BigDecimal price, Instant now) {
    BigDecimal rounded = price.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
    prices.add(new Observation(Quote.of(market, rounded, now), "simulated"));
  }
}
