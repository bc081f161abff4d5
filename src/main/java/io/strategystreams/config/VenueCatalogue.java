package io.strategystreams.config;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.plan.Operation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every venue the desk deals with, in the order of their names. */
public record VenueCatalogue(SortedMap<Venue, VenueProfile> profiles) {
  public VenueCatalogue {
    profiles = Collections.unmodifiableSortedMap(new TreeMap<>(profiles));
  }

  public Optional<VenueProfile> find(Venue venue) {
    return Optional.ofNullable(profiles.get(venue));
  }

  /** Names of the venues that carry out an operation. */
  public List<String> executing(Operation operation) {
    return profiles.entrySet().stream()
        .filter(each -> each.getValue().executes(operation))
        .map(Map.Entry::getKey)
        .map(Venue::name)
        .toList();
  }
}
