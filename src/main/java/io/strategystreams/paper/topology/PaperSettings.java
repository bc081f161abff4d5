package io.strategystreams.paper.topology;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.edge.ClockSkew;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.ledger.RiskRules;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param risk what the risk monitor looks for in each book
 */
public record PaperSettings(
    String applicationId,
    VenueSettings venues,
    Duration valuationInterval,
    Duration unstakingDelay,
    Duration memory,
    Storage storage,
    ClockSkew skew,
    RiskRules risk) {
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
    Objects.requireNonNull(risk, "risk");
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
        ClockSkew.any(),
        RiskRules.NONE);
  }

  /** The paper executor's id beside a strategy application: its own with {@code -paper}. */
  public static String applicationIdBeside(ApplicationSettings application) {
    return application.applicationId() + "-paper";
  }

  /** As it is configured. */
  public static PaperSettings of(Configuration configuration) {
    return of(configuration, configuration.application().paper().seed());
  }

  /** As {@link #of(Configuration)}, with another seed. */
  public static PaperSettings of(Configuration configuration, long seed) {
    ApplicationSettings application = configuration.application();
    ApplicationSettings.Paper paper = application.paper();
    VenueSettings venues = VenueSettings.defaults(seed);
    return defaults(seed)
        .withApplicationId(applicationIdBeside(application))
        .withVenues(
            venues
                .withSlippage(paper.slippage(), venues.swapSlippage())
                .withSwapImpact(paper.swapImpact())
                .withChances(paper.rejectProbability(), paper.partialFillProbability()))
        .withValuationInterval(paper.valuationInterval())
        .withUnstakingDelay(paper.unstakingDelay())
        .withMemory(application.topics().retention().orders())
        .withRisk(
            new RiskRules(
                paper.risk().healthFactorFloor(),
                paper.risk().marginFloor(),
                paper.risk().overrideHold(),
                limits(configuration)));
  }

  private static SortedMap<Mode, RiskRules.Limits> limits(Configuration configuration) {
    SortedMap<Mode, RiskRules.Limits> limits = new TreeMap<>();
    configuration
        .modes()
        .forEach(
            (mode, file) -> {
              StrategyParameters.Leverage leverage = file.parameters().leverage();
              StrategyParameters.Hedge hedge = file.parameters().hedge();
              limits.put(
                  mode,
                  new RiskRules.Limits(
                      leverage == null ? null : leverage.maxLtv(),
                      hedge == null ? null : hedge.marginRatioMin()));
            });
    return limits;
  }

  public PaperSettings withApplicationId(String id) {
    return new PaperSettings(
        id, venues, valuationInterval, unstakingDelay, memory, storage, skew, risk);
  }

  public PaperSettings withVenues(VenueSettings settings) {
    return new PaperSettings(
        applicationId, settings, valuationInterval, unstakingDelay, memory, storage, skew, risk);
  }

  public PaperSettings withValuationInterval(Duration interval) {
    return new PaperSettings(
        applicationId, venues, interval, unstakingDelay, memory, storage, skew, risk);
  }

  public PaperSettings withUnstakingDelay(Duration delay) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, delay, memory, storage, skew, risk);
  }

  public PaperSettings withMemory(Duration retention) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, unstakingDelay, retention, storage, skew, risk);
  }

  public PaperSettings withRisk(RiskRules rules) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, unstakingDelay, memory, storage, skew, rules);
  }

  public PaperSettings withStorage(Storage where) {
    return new PaperSettings(
        applicationId, venues, valuationInterval, unstakingDelay, memory, where, skew, risk);
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
        ClockSkew.atMost(max),
        risk);
  }

  private static void positive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0, was " + duration);
    }
  }
}
