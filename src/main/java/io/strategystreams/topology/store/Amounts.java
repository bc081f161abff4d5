package io.strategystreams.topology.store;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Amounts as the state's schemas hold them: 18 decimals, none lost. What is remembered was rounded
 * before, so that a strategy goes on from a restored state exactly as it would have without.
 */
final class Amounts {
  private Amounts() {}

  /**
   * @throws ArithmeticException if a digit would be lost
   */
  static BigDecimal exact(BigDecimal amount) {
    return amount == null ? null : amount.setScale(Decimals.SCALE, RoundingMode.UNNECESSARY);
  }

  static <K> Map<String, BigDecimal> named(Map<K, BigDecimal> amounts) {
    Map<String, BigDecimal> named = new TreeMap<>();
    amounts.forEach((key, amount) -> named.put(key.toString(), exact(amount)));
    return named;
  }

  static SortedMap<Instrument, BigDecimal> byInstrument(Map<String, BigDecimal> named) {
    return by(Instrument::parse, named);
  }

  static <K> SortedMap<K, BigDecimal> by(
      Function<String, K> parser, Map<String, BigDecimal> named) {
    SortedMap<K, BigDecimal> amounts = new TreeMap<>();
    named.forEach((name, amount) -> amounts.put(parser.apply(name), amount));
    return amounts;
  }
}
