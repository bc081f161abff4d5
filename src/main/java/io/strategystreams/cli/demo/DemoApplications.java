package io.strategystreams.cli.demo;

import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.paper.PaperApplication;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStepTuning;
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
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The strategy application and the paper executor, running on a stage. */
final class DemoApplications implements AutoCloseable {
  private static final Duration TO_RUNNING = Duration.ofSeconds(180);

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
  static DemoApplications start(
      DemoStage stage, Configuration configuration, PaperSettings paperSettings) {
    StrategyApplication strategies =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                .tuned(settings(stage)),
            StrategyDesk.of(new Strategies(), configuration, ClockPolicy.replay()));
    PaperApplication paper =
        new PaperApplication(
            paperSettings.withStorage(PaperSettings.Storage.MEMORY),
            configuration.desk(),
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

  private static Map<String, Object> settings(DemoStage stage) {
    Map<String, Object> settings = new HashMap<>(stage.client());
    settings.putAll(stage.serdes());
    settings.putAll(LockStepTuning.SETTINGS);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stage.stateDirectory().toString());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG), 1);
    return settings;
  }
}
