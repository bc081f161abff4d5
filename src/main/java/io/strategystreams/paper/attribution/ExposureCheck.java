package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whether a published exposure shows what flows and reports sum up to.
 *
 * @param recent what was booked since the last exposure that agreed
 */
record ExposureCheck(String strategyId, Instant published, List<Event> recent) {
  private static final BigDecimal MOST = new BigDecimal("1e-9");

  /**
   * @throws UnreconciledException naming the first instrument that differs and what moved it
   */
  void check(
      PaperLedger own,
      Map<Instrument, BigDecimal> positions,
      BigDecimal totalExposure,
      Prices prices) {
    TreeSet<Instrument> instruments = new TreeSet<>(positions.keySet());
    instruments.addAll(own.positions().asMap().keySet());
    for (Instrument instrument : instruments) {
      BigDecimal shown = positions.getOrDefault(instrument, BigDecimal.ZERO);
      BigDecimal booked = own.amount(instrument);
      if (shown.subtract(booked).abs().compareTo(MOST) > 0) {
        throw failing(instrument + " in the exposure", booked, shown, movers(instrument));
      }
    }
    Token shareClass = own.profile().shareClass();
    BigDecimal worth = Valuation.of(own, prices).in(shareClass, prices);
    if (totalExposure.subtract(worth).abs().compareTo(MOST) > 0) {
      throw failing("total_exposure", worth, totalExposure, "");
    }
  }

  private UnreconciledException failing(
      String what, BigDecimal booked, BigDecimal shown, String movers) {
    return new UnreconciledException(
        strategyId,
        published,
        what,
        "by flows and reports it must be "
            + Decimals.plain(booked)
            + ", was "
            + Decimals.plain(shown)
            + movers);
  }

  private String movers(Instrument instrument) {
    StringBuilder text = new StringBuilder();
    for (Event event : recent) {
      if (event.touches(instrument)) {
        text.append(
                text.isEmpty() ? "; since the last exposure that agreed it was moved by " : ", ")
            .append(event)
            .append(" at ")
            .append(event.at());
      }
    }
    return text.isEmpty()
        ? "; nothing moved it since the last exposure that agreed"
        : text.toString();
  }
}
