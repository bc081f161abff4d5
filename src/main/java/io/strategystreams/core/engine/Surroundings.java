package io.strategystreams.core.engine;

import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.MarketBook;
import java.util.Objects;
import java.util.Optional;

/**
 * What a strategy shares with others, or has beside its state.
 *
 * @param installed its configuration, null if none is known or the one that is stored is refused
 * @param refusal why the stored one is refused, null if it is not
 * @param retired whether a tombstone took its configuration back, accepted or refused
 * @param reports the topic of reports as it is, null where that is not known
 * @param controlOfAll what an operator lets all strategies do
 */
public record Surroundings(
    Installed installed,
    String refusal,
    boolean retired,
    ReportTopic reports,
    ControlState controlOfAll,
    MarketBook market) {
  public Surroundings {
    Objects.requireNonNull(controlOfAll, "controlOfAll");
    Objects.requireNonNull(market, "market");
  }

  /** Whether any configuration was ever accepted, be it refused or taken back by now. */
  public boolean isConfigured() {
    return installed != null || refusal != null;
  }

  public Optional<Installed> configuration() {
    return Optional.ofNullable(installed);
  }
}
