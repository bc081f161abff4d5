package io.strategystreams.replay;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A market made of seeded noise, with the markets and the hourly rhythm of {@link MarketHistory}:
 * for a demonstration where there is no history. Aave's rates and the price of gas never change,
 * and nobody pays rewards. Same seed and start, same prices on every machine.
 */
public final class SimulatedMarket implements MarketSource {
  private final long seed;

  public SimulatedMarket(long seed) {
    this.seed = seed;
  }

  /** {@inheritDoc} The walk begins at {@code from}, rounded down to the hour. */
  @Override
  public MarketFeed open(Instant from, Instant to) {
    return new SimulatedFeed(seed, from.truncatedTo(ChronoUnit.HOURS), to);
  }

  @Override
  public String description() {
    return "simulated market, seed " + seed + " (no real prices)";
  }

  @Override
  public List<String> notes() {
    return List.of();
  }
}
