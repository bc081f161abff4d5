package io.strategystreams.config;

import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a lending pool asks of loans.
 *
 * @param standard by collateral
 * @param correlated of loans whose collateral and debt are worth the same (e-mode), null where the
 *     standard terms hold for them too
 */
public record LendingTerms(SortedMap<Token, CollateralTerms> standard, CollateralTerms correlated) {
  public LendingTerms {
    standard = Collections.unmodifiableSortedMap(new TreeMap<>(standard));
  }

  /** Of a pool whose entry says none: e-mode's 93 %, 95 % and 1 % for loans that are ETH-like. */
  public static LendingTerms usual() {
    return new LendingTerms(
        new TreeMap<>(Map.of()),
        new CollateralTerms(
            new BigDecimal("0.93"), new BigDecimal("0.95"), new BigDecimal("0.01")));
  }

  /** No terms: nothing can be borrowed against anything. */
  public static LendingTerms none() {
    return new LendingTerms(new TreeMap<>(Map.of()), null);
  }

  /** E-mode's terms, if the pool is used with it. */
  public Optional<CollateralTerms> eMode() {
    return Optional.ofNullable(correlated);
  }
}
