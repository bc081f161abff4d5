package io.strategystreams.audit;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is found. */
final class Breaches {
  private final List<Breach> found = new ArrayList<>();

  void add(Promise promise, String strategyId, String text) {
    found.add(new Breach(promise, strategyId, text));
  }

  List<Breach> all() {
    return List.copyOf(found);
  }
}
