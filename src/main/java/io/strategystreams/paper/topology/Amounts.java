package io.strategystreams.paper.topology;

import io.strategystreams.core.market.Instrument;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps of amounts as events carry them and as the rules read them. */
final class Amounts {
  private Amounts() {}

  /** In the order of their names, so that the same map gives the same bytes. */
  static Map<String, BigDecimal> written(Map<Instrument, BigDecimal> amounts) {
    Map<String, BigDecimal> written = new LinkedHashMap<>();
    new TreeMap<>(amounts)
        .forEach((instrument, amount) -> written.put(instrument.toString(), amount));
    return written;
  }

  /**
   * @throws IllegalArgumentException if a key is no instrument
   */
  static SortedMap<Instrument, BigDecimal> read(Map<String, BigDecimal> amounts) {
    SortedMap<Instrument, BigDecimal> read = new TreeMap<>();
    amounts.forEach((name, amount) -> read.put(Instrument.parse(name), amount));
    return read;
  }
}
