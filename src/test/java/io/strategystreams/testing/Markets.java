package io.strategystreams.testing;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.core.market.Market;
import io.strategystreams.replay.MarketHistory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The markets that the project ships. */
public final class Markets {
  public static final Set<Market> SHIPPED =
      ConfigDirectory.load(Path.of("configs"), Map.of()).markets().all().keySet();

  private Markets() {}

  /** History of them. */
  public static MarketHistory history(Path directory) {
    return new MarketHistory(directory, SHIPPED);
  }
}
