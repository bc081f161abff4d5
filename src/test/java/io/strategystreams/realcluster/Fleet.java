package io.strategystreams.realcluster;

import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.StrategyEvaluator;
import io.strategystreams.lifecycle.StreamsLifecycle;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.Awaitility;

/**
 * Instances of strategies and paper executor on a stage, by name; each has a state directory of its
 * own, as if it were a process of its own.
 */
public final class Fleet implements AutoCloseable {
  private static final Duration TO_STABLE = Duration.ofSeconds(240);
  private static final Duration STABLE_FOR = Duration.ofMillis(500);

  private record Instance(StreamsLifecycle lifecycle, AutoCloseable application) {}

  private final ClusterStage stage;
  private final PaperSettings paperSettings;
  private final Map<String, Instance> instances = new LinkedHashMap<>();

  /**
   * @param paperSettings of every paper executor
   */
  public Fleet(ClusterStage stage, PaperSettings paperSettings) {
    this.stage = stage;
    this.paperSettings =
        paperSettings.withApplicationId(
            PaperSettings.applicationIdBeside(stage.configuration().application()));
  }

  /** Starts an instance of the strategy application; does not wait until it runs. */
  public void startStrategies(String name, StrategyEvaluator rules, Map<String, ?> tuning) {
    Configuration configuration = stage.configuration();
    StrategyApplication application =
        StrategyApplication.start(
            StreamsSettings.of(configuration.application(), Profile.DEVELOPMENT)
                .tuned(settings(name, tuning)),
            StrategyDesk.of(rules, configuration.desk(), ClockPolicy.replay()));
    instances.put(name, new Instance(application.lifecycle(), application));
  }

  /** Starts an instance of the paper executor; does not wait until it runs. */
  public void startPaper(String name, Map<String, ?> tuning) {
    Configuration configuration = stage.configuration();
    PaperApplication application =
        PaperApplication.of(
            configuration.application(),
            paperSettings,
            configuration.desk(),
            settings(name, tuning));
    application.start();
    instances.put(name, new Instance(application.lifecycle(), application));
  }

  /** Stops an instance; its state directory stays. */
  public void stop(String name) throws Exception {
    instances.remove(name).application().close();
  }

  /** Stops an instance for good: its state directory is gone too. */
  public void lose(String name) throws Exception {
    stop(name);
    Utils.delete(stage.stateDirectory(name).toFile());
  }

  /** Of all that run. */
  public Set<String> names() {
    return Set.copyOf(instances.keySet());
  }

  /** Whether an instance runs, and how it ends. */
  StreamsLifecycle lifecycle(String name) {
    return instances.get(name).lifecycle();
  }

  /** Active tasks of an instance. */
  public Set<String> tasks(String name) {
    return instances.get(name).lifecycle().tasks();
  }

  /** Waits until each instance has a task: they may share them anew at any moment. */
  public void awaitTasksOfEach() {
    Awaitility.await("each of " + instances.keySet() + " has tasks")
        .atMost(TO_STABLE)
        .untilAsserted(
            () -> {
              failIfOneFailed();
              for (String name : instances.keySet()) {
                if (tasks(name).isEmpty()) {
                  throw new AssertionError(name + " must have tasks");
                }
              }
            });
  }

  /** What stopped one of them; empty while all run. */
  public Optional<Throwable> failure() {
    return instances.values().stream().flatMap(one -> one.lifecycle().failure().stream()).findAny();
  }

  /** The groups whose reading a replay waits for. */
  public List<ReadingGroup> groups() {
    return byGroup().entrySet().stream()
        .map(
            group ->
                ReadingGroup.of(
                    group.getKey(),
                    group.getValue().stream()
                        .map(StreamsLifecycle::streams)
                        .toArray(KafkaStreams[]::new)))
        .toList();
  }

  /** Waits until every group has all instances of it in it, each runs, and tasks stay put. */
  public void awaitStable() {
    Awaitility.await("groups of " + instances.keySet() + " are stable")
        .atMost(TO_STABLE)
        .pollInterval(Duration.ofMillis(100))
        .during(STABLE_FOR)
        .untilAsserted(
            () -> {
              for (Map.Entry<String, List<StreamsLifecycle>> group : byGroup().entrySet()) {
                requireStable(group.getKey(), group.getValue());
              }
            });
  }

  private void requireStable(String group, List<StreamsLifecycle> members) throws Exception {
    failIfOneFailed();
    ConsumerGroupDescription now = described(group);
    List<TopicPartition> running = new ArrayList<>();
    for (StreamsLifecycle member : members) {
      if (!member.isRunning()) {
        throw new AssertionError(group + " must run, was " + member.streams().state());
      }
      member
          .streams()
          .metadataForLocalThreads()
          .forEach(
              thread ->
                  thread.activeTasks().forEach(task -> running.addAll(task.topicPartitions())));
    }
    Set<TopicPartition> assigned = new HashSet<>();
    now.members().forEach(member -> assigned.addAll(member.assignment().topicPartitions()));
    if (now.groupState() != GroupState.STABLE
        || now.members().size() != members.size()
        || running.size() != assigned.size()
        || !assigned.containsAll(running)) {
      throw new AssertionError(
          group
              + " must be stable with "
              + members.size()
              + " members, was "
              + now
              + " "
              + running);
    }
  }

  private void failIfOneFailed() {
    failure()
        .ifPresent(
            cause -> {
              throw new IllegalStateException("an instance failed: " + cause, cause);
            });
  }

  private ConsumerGroupDescription described(String group)
      throws ExecutionException, InterruptedException {
    try {
      return stage.admin().describeConsumerGroups(List.of(group)).all().get().get(group);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException
          || e.getCause() instanceof RetriableException) {
        // Its members run before the brokers show the group, where these are slow.
        throw new AssertionError(group + " must be told of by the brokers", e);
      }
      throw e;
    }
  }

  private Map<String, List<StreamsLifecycle>> byGroup() {
    Map<String, List<StreamsLifecycle>> groups = new TreeMap<>();
    instances
        .values()
        .forEach(
            one ->
                groups
                    .computeIfAbsent(one.lifecycle().group(), none -> new ArrayList<>())
                    .add(one.lifecycle()));
    return groups;
  }

  private Map<String, Object> settings(String name, Map<String, ?> tuning) {
    Map<String, Object> settings = new HashMap<>(LockStepTuning.SETTINGS);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stage.stateDirectory(name).toString());
    settings.putAll(tuning);
    return settings;
  }

  @Override
  public void close() {
    List<Instance> open = List.copyOf(instances.values());
    instances.clear();
    open.parallelStream().forEach(Fleet::close);
  }

  private static void close(Instance instance) {
    try {
      instance.application().close();
    } catch (Exception failure) {
      throw new IllegalStateException("an instance did not stop", failure);
    }
  }
}
