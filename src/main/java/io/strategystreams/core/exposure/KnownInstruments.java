package io.strategystreams.core.exposure;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the desk can hold and trade. Anybody can send a token to an address: what is not known is
 * left out before anything looks at it, so that it is not valued, not ordered about and not kept.
 *
 * @param instruments that a position may be of
 * @param tokens that may be dust
 * @param scopes that a margin ratio may be of
 */
public record KnownInstruments(Set<Instrument> instruments, Set<Token> tokens, Set<String> scopes) {
  public KnownInstruments {
    instruments = Set.copyOf(instruments);
    tokens = Set.copyOf(tokens);
    scopes = Set.copyOf(scopes);
  }

  /**
   * What remains of an event.
   *
   * @param unknown how many entries were left out
   */
  public record Seen<T>(T known, int unknown) {}

  /** How many are unknown. */
  public int unknown(Collection<Instrument> named) {
    return count(instruments, named);
  }

  public Seen<Exposure> seen(Exposure exposure) {
    Map<Instrument, BigDecimal> positions = exposure.positions().asMap();
    Map<Instrument, BigDecimal> unrealised =
        exposure.unrealised() == null ? Map.of() : exposure.unrealised();
    int unknown =
        count(instruments, positions.keySet())
            + count(instruments, unrealised.keySet())
            + count(tokens, exposure.dust().keySet());
    if (unknown == 0) {
      return new Seen<>(exposure, 0);
    }
    return new Seen<>(
        new Exposure(
            exposure.strategyId(),
            exposure.shareClass(),
            exposure.equity(),
            Positions.of(among(instruments, positions)),
            among(tokens, exposure.dust()),
            exposure.unrealised() == null ? null : among(instruments, unrealised),
            exposure.withdrawal(),
            exposure.lastReportOffset(),
            exposure.eventTime()),
        unknown);
  }

  public Seen<RiskAssessment> seen(RiskAssessment risk) {
    int unknown = count(scopes, risk.marginRatios().keySet());
    if (unknown == 0) {
      return new Seen<>(risk, 0);
    }
    return new Seen<>(
        new RiskAssessment(
            risk.strategyId(),
            risk.override(),
            risk.maxEquityFraction(),
            risk.targetLtv(),
            among(scopes, risk.marginRatios()),
            risk.eventTime()),
        unknown);
  }

  private static <K> int count(Set<K> known, Collection<K> named) {
    int unknown = 0;
    for (K name : named) {
      if (!known.contains(name)) {
        unknown++;
      }
    }
    return unknown;
  }

  private static <K> SortedMap<K, BigDecimal> among(Set<K> known, Map<K, BigDecimal> amounts) {
    SortedMap<K, BigDecimal> kept = new TreeMap<>(amounts);
    kept.keySet().retainAll(known);
    return kept;
  }
}
