package io.strategystreams.paper.topology;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.edge.ClockSkew;
import io.strategystreams.paper.exchange.VenueSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * How the paper executor runs.
 *
 * @param applicationId consumer group and prefix of its changelogs; unsafe to change while accounts
 *     are open: they are found under it
 * @param venues how orders are treated
 * @param valuationInterval how often exposures and risk are published, event time; keep it at two
 *     ticks or more. Also how long a withdrawal is announced before it is paid
 * @param unstakingDelay how long an unstake queues, event time
 * @param memory how long order ids are remembered, event time; at least as long as topic {@code
 *     orders} is retained
 * @param storage where local copies of the stores lie
 * @param skew how far ahead of the clock a record may be; in a replay any
 */
public record PaperSettings(
    String applicationId,
    VenueSettings venues,
    Duration valuationInterval,
    Duration unstakingDelay,
    Duration memory,
    Storage storage,
    ClockSkew skew) {
  /** Aave's liquidation threshold for ETH-correlated collateral (strategies.md, «Legs»). */
  static final BigDecimal LIQUIDATION_THRESHOLD = new BigDecimal("0.95");

  /** Where local copies of the stores lie; the changelogs hold them either way. */
  public enum Storage {
    /** In the process: fastest, restored from the changelogs at each start. */
    MEMORY,
    /** RocksDB under the state directory. */
    DISK,
    /** In the process and nowhere else: gone with it, for a run that nobody goes on with. */
    UNLOGGED
  }

  public PaperSettings {
    Objects.requireNonNull(venues, "venues");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(skew, "skew");
    if (applicationId == null || applicationId.isBlank()) {
      throw new IllegalArgumentException("application id must not be empty, was " + applicationId);
    }
    positive("valuation interval", valuationInterval);
    positive("memory", memory);
    if (unstakingDelay.isNegative()) {
      throw new IllegalArgumentException(
          "unstaking delay must not be negative, was " + unstakingDelay);
    }
  }

  /**
   * Application id {@code strategy-streams-paper}, a valuation a minute, seven days of unstaking,
   * two weeks of memory, stores on disk, all time from records.
   */
  public static PaperSettings defaults(long seed) {
    return new PaperSettings(
        "strategy-streams-paper",
        VenueSettings.defaults(seed),
        Duration.ofMinutes(1),
        Duration.ofDays(7),
        Duration.ofDays(14),
        Storage.DISK,
        ClockSkew.any());
  }

  /** As the application is configured; its id is the strategy application's with {@code -paper}. */
  public static PaperSettings of(ApplicationSettings application) {
    return of(application, application.paper().seed());
  }

  /** As {@link #of(ApplicationSettings)}, with another seed. */
  public static PaperSettings of(ApplicationSettings application, long seed) {
    ApplicationSettings.Paper paper = application.paper();
    VenueSettings venues = VenueSettings.defaults(seed);
    return defaults(seed)
        .withApplicationId(application.applicationId() + "-paper")
        .withVenues(
            venues
                .withSlippage(paper.slippage(), venues.swapSlippage())
                .withChances(paper.rejectProbability(), paper.partialFillProbability()))
        .withValuationInterval(paper.valuationInterval())
        .withUnstakingDelay(paper.unstakingDelay())
        .withMemory(application.topics().retention().orders());
  }

  public PaperSettings withApplicationId(String id) {
    return new PaperSettings(id, venues, valuationInterval, unstakingDelay, memory, storage, skew);
  }

  public PaperSettings withVenues(VenueSettings settings) {
    return new PaperSettings(
        applicationId, settings, valuationInterval, unstakingDelay, memory, storage, skew);
  }

  public PaperSettings withValuationInterval(Duration interval) {
    return new PaperSettings(
        applicationId, venues, interval, unstakingDelay, memory, storage, skew);
  }

  public PaperSettings withUnstakingDelay(Duration delay) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, delay, memory, storage, skew);
  }

  public PaperSettings withMemory(Duration retention) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, unstakingDelay, retention, storage, skew);
  }

  public PaperSettings withStorage(Storage where) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, unstakingDelay, memory, where, skew);
  }

  /** Live: what is further ahead of the clock than that is put aside and moves no time. */
  public PaperSettings withMaxClockSkew(Duration max) {
    return new PaperSettings(
        applicationId,
        venues,
        valuationInterval,
        unstakingDelay,
        memory,
        storage,
        ClockSkew.atMost(max));
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0, was " + duration);
    }
  }
}
