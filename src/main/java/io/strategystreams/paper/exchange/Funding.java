package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.LastBar;
import io.strategystreams.paper.ledger.MarketPrices;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Places;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Funding of perps, by each one's own interval counted from midnight UTC: cash = −quantity × mark ×
 * rate × hours / 8, with mark and the rate per 8 hours as they are known last at that time;
 * positive rates: longs pay shorts (Binance, «Introduction to funding rates»). It is booked on the
 * balance that the perp's P&amp;L is booked on; where that is the base asset, cash = −quantity ×
 * rate × hours / 8. Rounded down.
 *
 * <p>A rate is paid for at most a day after it was told: what a venue asks later is not known.
 */
final class Funding {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LASTS = Duration.ofDays(1);
  private static final BigDecimal PER_HOUR = new BigDecimal("0.125");

  private Funding() {}

  /**
   * The account after every funding that fell due.
   *
   * @param after beginning, exclusive; null for an account that was never settled: nothing is due
   * @param now end, inclusive
   * @param told as of when it is told
   */
  static Turn pay(Account account, MarketPrices prices, Instant after, Instant now, Instant told) {
    if (after == null || times(SHORTEST, after, now) <= 0) {
      return Turn.nothing(account);
    }
    PaperLedger ledger = account.ledger();
    List<Flow.Told> paid = new ArrayList<>();
    for (Map.Entry<Instrument, BigDecimal> held :
        account.ledger().positions().ofType(PositionType.PERP).entrySet()) {
      Instrument perp = held.getKey();
      LastBar bar =
          prices.bar(new Market(perp.venue(), MarketKind.PERP, perp.symbol())).orElse(null);
      if (bar == null || bar.fundingRate() == null) {
        continue;
      }
      long times = times(bar, after, now);
      if (times <= 0) {
        continue;
      }
      BigDecimal cash =
          cash(ledger, perp, held.getValue(), bar).multiply(BigDecimal.valueOf(times));
      if (cash.signum() != 0) {
        Flow.Funding funding =
            new Flow.Funding(
                ledger.profile().strategyId(),
                perp,
                ledger.profile().settlementOf(perp.venue()),
                cash,
                told);
        paid.add(funding);
        ledger = FlowRules.apply(ledger, funding);
      }
    }
    return paid.isEmpty() ? Turn.nothing(account) : new Turn(account.with(ledger), List.of(), paid);
  }

  private static BigDecimal cash(
      PaperLedger ledger, Instrument perp, BigDecimal quantity, LastBar bar) {
    BigDecimal rate =
        BigDecimal.valueOf(bar.fundingRate())
            .multiply(BigDecimal.valueOf(bar.fundingHours()))
            .multiply(PER_HOUR);
    BigDecimal share = quantity.multiply(rate).negate();
    boolean inBase = ledger.profile().settlementOf(perp.venue()).isBase(Places.baseOfPerp(perp));
    BigDecimal cash = inBase ? share : share.multiply(bar.price());
    return cash.setScale(Decimals.SCALE, RoundingMode.FLOOR);
  }

  private static long times(LastBar bar, Instant after, Instant now) {
    Instant known = bar.endedAt().plus(LASTS);
    return times(Duration.ofHours(bar.fundingHours()), after, known.isBefore(now) ? known : now);
  }

  private static long times(Duration interval, Instant after, Instant until) {
    long millis = interval.toMillis();
    return Math.floorDiv(until.toEpochMilli(), millis)
        - Math.floorDiv(after.toEpochMilli(), millis);
  }
}
