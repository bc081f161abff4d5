package io.strategystreams.paper.attribution;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Sums by component, share class units. Mutable; never leaves this package. */
final class Tally {
  private static final Component[] ALL = Component.values();

  private final BigDecimal[] sums = new BigDecimal[ALL.length];

  Tally() {
    Arrays.fill(sums, BigDecimal.ZERO);
  }

  /** One component, and nothing else. */
  static Tally of(Component component, BigDecimal amount) {
    Tally tally = new Tally();
    tally.add(component, amount);
    return tally;
  }

  void add(Component component, BigDecimal amount) {
    if (amount.signum() != 0) {
      sums[component.ordinal()] = sums[component.ordinal()].add(amount);
    }
  }

  void addAll(Tally other) {
    for (Component component : ALL) {
      add(component, other.sums[component.ordinal()]);
    }
  }

  /** What of it lies in the equity: all but gas, whose tank is no part of it. */
  BigDecimal withinEquity() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Component component : ALL) {
      if (component != Component.GAS) {
        sum = sum.add(sums[component.ordinal()]);
      }
    }
    return sum;
  }

  /** Every component, in the order of their declaration. */
  Map<Component, BigDecimal> asMap() {
    Map<Component, BigDecimal> map = new EnumMap<>(Component.class);
    for (Component component : ALL) {
      map.put(component, sums[component.ordinal()]);
    }
    return Collections.unmodifiableMap(map);
  }
}
