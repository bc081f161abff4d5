package io.strategystreams.config;

import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.mode.Mode;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole, validated configuration.
 *
 * @param application {@code application.yaml} with the environment laid over it
 * @param desk {@code markets.yaml} and {@code venues.yaml}
 * @param modes {@code modes/*.yaml} by mode
 */
public record Configuration(
    ApplicationSettings application, Desk desk, SortedMap<Mode, ModeFile> modes) {
  public Configuration {
    modes = Collections.unmodifiableSortedMap(new TreeMap<>(modes));
  }

  public MarketCatalogue markets() {
    return desk.markets();
  }

  public VenueCatalogue venues() {
    return desk.venues();
  }

  /** The mode's file, if the directory has one. */
  public Optional<ModeFile> mode(Mode mode) {
    return Optional.ofNullable(modes.get(mode));
  }

  /**
   * A mode file from elsewhere (a {@code StrategyConfig} event's yaml), validated against these
   * markets and venues.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public ModeFile modeFile(String fileName, String yaml) {
    return ModeFile.parse(fileName, yaml, desk);
  }
}
