package io.strategystreams.topology.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who is due when: a tick looks at those that are due, not at all. */
final class DueTimes {
  private record Due(Instant at, String name) {}

  private final TreeSet<Due> order =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::name));
  private final Map<String, Instant> byName = new HashMap<>();

  /**
   * @param at null if nothing is due
   */
  void set(String name, Instant at) {
    Instant before = byName.get(name);
    if (before != null) {
      if (before.equals(at)) {
        return;
      }
      order.remove(new Due(before, name));
    }
    if (at == null) {
      byName.remove(name);
    } else {
      byName.put(name, at);
      order.add(new Due(at, name));
    }
  }

  /** Those due at {@code now} or before, earliest first, then by name. */
  List<String> until(Instant now) {
    List<String> names = new ArrayList<>();
    for (Due due : order) {
      if (due.at().isAfter(now)) {
        break;
      }
      names.add(due.name());
    }
    return names;
  }
}
