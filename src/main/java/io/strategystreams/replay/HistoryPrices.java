package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The prices of an instant, from the rows that are known at it. */
final class HistoryPrices {
  private static final int GWEI_DECIMALS = 9;
  private static final Duration INDEX_LASTS = Duration.ofDays(2);
  private static final Market GAS = Market.gas();

  private final HistoryRows rows;
  private final Instant now;
  private final List<Observation> prices = new ArrayList<>();

  private HistoryPrices(HistoryRows rows, Instant now) {
    this.rows = rows;
    this.now = now;
  }

  /** In the order of their markets. */
  static List<Observation> of(HistoryLayout layout, HistoryRows rows, Instant now) {
    HistoryPrices instant = new HistoryPrices(rows, now);
    layout.spots().forEach(spot -> instant.addBar(spot, null));
    layout.perps().forEach(perp -> instant.addBar(perp.bars(), instant.funding(perp)));
    layout.singles().forEach(instant::addSingle);
    layout.throughEth().forEach(instant::addThroughEth);
    layout.reserves().forEach(instant::addReserve);
    if (layout.gas() != null) {
      instant.addGas(layout.gas());
    }
    instant.prices.sort(Comparator.comparing(price -> price.quote().market()));
    return instant.prices;
  }

  private void addSingle(HistoryLayout.Single single) {
    BigDecimal value = rows.value(single.file());
    if (value != null) {
      add(single.market(), value.multiply(single.factor()), single.source());
    }
  }

  /** It needs the ETH price of the same instant. */
  private void addThroughEth(HistoryLayout.ThroughEth token) {
    BigDecimal inEth = rows.value(token.file());
    Bar eth = rows.bar(token.eth());
    if (inEth != null && eth != null) {
      add(token.market(), inEth.multiply(eth.close()), token.source());
    }
  }

  /**
   * Indices move between snapshots too, with the rates of the last one: what a later snapshot says
   * is not known yet. So one daily snapshot may be missing; of one that is older nothing follows.
   */
  private void addReserve(HistoryLayout.Reserve reserve) {
    CsvSeries.Row snapshot = rows.known(reserve.file());
    if (snapshot == null || now.isAfter(snapshot.knownAt().plus(INDEX_LASTS))) {
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

  private void addGas(HistoryFile file) {
    BigDecimal gwei = rows.value(file);
    if (gwei != null) {
      add(GAS, gwei.movePointLeft(GWEI_DECIMALS), "hourly average");
    }
  }

  private void addBar(HistoryLayout.Bars bars, FundingRow funding) {
    Bar bar = rows.bar(bars.file());
    if (bar == null) {
      return;
    }
    Double rate = funding == null ? null : funding.perEightHours();
    prices.add(
        new Observation(
            new Quote(bars.market(), rounded(bar.close()), null, null, rate, now),
            funding == null ? null : funding.intervalHours(),
            rounded(bar.open()),
            rounded(bar.high()),
            rounded(bar.low()),
            bars.source()));
  }

  private void add(Market market, BigDecimal price, String source) {
    prices.add(new Observation(Quote.of(market, rounded(price), now), source));
  }

  private static BigDecimal rounded(BigDecimal price) {
    return price.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN);
  }

  /** Null where none is known. */
  private FundingRow funding(HistoryLayout.Perp perp) {
    for (HistoryFile file : perp.funding()) {
      FundingRow row = rows.funding(file, now);
      if (row != null) {
        return row;
      }
    }
    return null;
  }
}
