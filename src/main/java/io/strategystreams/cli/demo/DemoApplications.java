package io.strategystreams.cli.demo;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.paper.PaperApplication;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.ReadingGroup;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.Profile;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The strategy application and the paper executor, running on a stage. */
final class DemoApplications implements AutoCloseable {
  private static final Duration TO_RUNNING = Duration.ofSeconds(60);

  private final StrategyApplication strategies;
  private final PaperApplication paper;

  private DemoApplications(StrategyApplication strategies, PaperApplication paper) {
    this.strategies = strategies;
    this.paper = paper;
  }

  /**
   * Starts both and returns when they run.
   *
   * @throws IllegalStateException if one does not
   */
  static DemoApplications start(DemoStage stage, DemoRequest request) {
    Configuration configuration = request.configuration();
    StrategyApplication strategies =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                .tuned(settings(stage)),
            StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()));
    PaperApplication paper =
        new PaperApplication(
            paperSettings(configuration.application(), request.seed()),
            configuration.markets(),
            settings(stage));
    DemoApplications applications = new DemoApplications(strategies, paper);
    try {
      paper.start();
      strategies.awaitRunning(TO_RUNNING);
      paper.awaitRunning(TO_RUNNING);
      return applications;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      applications.close();
      throw new IllegalStateException("interrupted while the applications started", interrupted);
    } catch (RuntimeException failure) {
      applications.close();
      throw failure;
    }
  }

  /** The groups whose reading a replay waits for. */
  List<ReadingGroup> groups() {
    return List.of(
        ReadingGroup.of(strategies.group(), strategies.streams()),
        ReadingGroup.of(paper.group(), paper.streams()));
  }

  /** What stopped one of them; empty while both run. */
  Optional<Throwable> failure() {
    return strategies.failure().or(paper::failure);
  }

  @Override
  public void close() {
    strategies.close();
    paper.close();
  }

  /**
   * Made for short waits: in lock-step each hop of a record costs a commit, and a thread that
   * sleeps in a poll does not commit.
   */
  private static Map<String, Object> settings(DemoStage stage) {
    Map<String, Object> settings = new HashMap<>(stage.client());
    settings.putAll(stage.serdes());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stage.stateDirectory().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10);
    settings.put(StreamsConfig.POLL_MS_CONFIG, 5);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 5);
    // While the first batch of a transaction waits for the one before to end, a second one would
    // only be refused.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return settings;
  }

  private static PaperSettings paperSettings(ApplicationSettings application, long seed) {
    ApplicationSettings.Paper paper = application.paper();
    VenueSettings defaults = VenueSettings.defaults(seed);
    return PaperSettings.defaults(seed)
        .withVenues(
            defaults
                .withSlippage(paper.slippage(), defaults.swapSlippage())
                .withChances(paper.rejectProbability(), paper.partialFillProbability()))
        .withValuationInterval(paper.valuationInterval())
        .withUnstakingDelay(application.demo().unstakingDelay())
        .withStorage(PaperSettings.Storage.MEMORY);
  }
}
