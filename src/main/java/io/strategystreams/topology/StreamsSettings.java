package io.strategystreams.topology;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ProcessingGuarantee;
import io.strategystreams.lifecycle.BoundedRocksDb;
import io.strategystreams.lifecycle.GroupMembership;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.serde.AvroSerdeConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * How Kafka Streams runs the application. What correctness rests on is fixed here and wins over any
 * tuning: one application id, the guarantee, no thread that goes on after an exception, inputs
 * merged by time.
 */
public final class StreamsSettings {
  private final ApplicationSettings application;
  private final Profile profile;
  private final Storage storage;
  private final Map<String, Object> tuning;

  private StreamsSettings(
      ApplicationSettings application,
      Profile profile,
      Storage storage,
      Map<String, Object> tuning) {
    this.application = Objects.requireNonNull(application, "application");
    this.profile = Objects.requireNonNull(profile, "profile");
    this.storage = Objects.requireNonNull(storage, "storage");
    this.tuning = Map.copyOf(tuning);
  }

  /** Stores on disk. */
  public static StreamsSettings of(ApplicationSettings application, Profile profile) {
    return new StreamsSettings(application, profile, Storage.DISK, Map.of());
  }

  public StreamsSettings stored(Storage where) {
    return new StreamsSettings(application, profile, where, tuning);
  }

  /** The same with settings of clients and Kafka Streams that change speed and nothing else. */
  public StreamsSettings tuned(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(tuning);
    all.putAll(settings);
    return new StreamsSettings(application, profile, storage, all);
  }

  /** The consumer group, and the prefix of the changelogs. */
  public String applicationId() {
    return application.applicationId();
  }

  Storage storage() {
    return storage;
  }

  GroupMembership membership() {
    return new GroupMembership(application.failOver());
  }

  /** Live: ticks and skew as configured. */
  public ClockPolicy liveClock() {
    return ClockPolicy.live(application.tickInterval(), application.maxClockSkew());
  }

  /**
   * @throws StartupException if the profile does not allow what is set
   */
  void requireAllowed() {
    if (profile == Profile.PRODUCTION
        && application.processingGuarantee() != ProcessingGuarantee.EXACTLY_ONCE_V2) {
      throw new StartupException(
          "processing_guarantee must be exactly_once_v2 in production, was "
              + application.processingGuarantee().id()
              + ": a crash would part state, orders and offsets; at_least_once is for benchmarks");
    }
  }

  /** For the serdes: where the registry is, and whether schemas may be registered. */
  Map<String, Object> registry() {
    Map<String, Object> registry = new HashMap<>(ClusterAccess.of(application).serdes());
    for (String key :
        List.of(
            AvroSerdeConfig.REGISTRY_URL,
            AvroSerdeConfig.AUTO_REGISTER,
            AvroSerdeConfig.MAX_POLL_INTERVAL)) {
      if (tuning.containsKey(key)) {
        registry.put(key, tuning.get(key));
      }
    }
    return registry;
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.putAll(ClusterAccess.of(application).client());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, application.numThreads());
    properties.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, application.commitInterval().toMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, application.cacheSize());
    properties.putAll(BoundedRocksDb.settings(application.rocksdbMemory()));
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, application.topics().replication());
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        application.topics().minInsyncReplicas());
    properties.putAll(membership().streams());
    properties.putAll(tuning);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.applicationId());
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG, application.processingGuarantee().id());
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, application.maxTaskIdle().toMillis());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    // One that goes on would drop an order and commit the state that says it was sent.
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
    return properties;
  }
}
