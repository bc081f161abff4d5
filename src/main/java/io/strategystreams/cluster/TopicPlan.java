package io.strategystreams.cluster;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ApplicationSettings.Retention;
import io.strategystreams.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Every topic the product works with and how it must be: those of the contract and {@code
 * paper-flows}. The one place that knows.
 */
public final class TopicPlan {
  static final String FOR_EVER = "-1";

  private static final String HOUR = Long.toString(Duration.ofHours(1).toMillis());

  /** A broker that refused what an application itself writes would stop the application with it. */
  private static final String ANY_STAMP = Long.toString(Long.MAX_VALUE);

  /**
   * What others write. One record from the future would keep its segment, and every record in it,
   * until then. What is nearer than an hour is judged by the applications, which dead-letter it.
   */
  private static final Set<String> FROM_OUTSIDE =
      Set.of(
          Topics.PRICES,
          Topics.ML_PREDICTIONS,
          Topics.EXPOSURES,
          Topics.RISK_ASSESSMENTS,
          Topics.EXECUTION_REPORTS);

  private static final int RECORD_BYTES = 1024 * 1024;

  /** A record put aside is larger than it was by the headers that say why. */
  private static final int DEAD_LETTER_BYTES = 2 * RECORD_BYTES;

  private final List<TopicSpec> topics;

  private TopicPlan(List<TopicSpec> topics) {
    this.topics = List.copyOf(topics);
  }

  /**
   * @param partitions of every topic
   */
  public static TopicPlan of(ApplicationSettings.Topics settings, int partitions) {
    List<String> names = new ArrayList<>(Topics.ALL);
    names.add(Topics.PAPER_FLOWS);
    return new TopicPlan(
        names.stream()
            .map(
                name ->
                    new TopicSpec(
                        name, partitions, settings.replication(), configs(name, settings)))
            .toList());
  }

  /** As the application is configured. */
  public static TopicPlan of(ApplicationSettings application) {
    return of(application.topics(), application.partitions());
  }

  /**
   * For records that carry the times of a history: brokers delete by those times, and what is older
   * than the retention would be gone within minutes of being written. So nothing is deleted, and
   * any stamp is taken.
   */
  public TopicPlan forReplay() {
    return new TopicPlan(
        topics.stream()
            .map(
                topic ->
                    topic.configs().containsKey(TopicConfig.RETENTION_MS_CONFIG)
                        ? topic.with(
                            Map.of(
                                TopicConfig.RETENTION_MS_CONFIG,
                                FOR_EVER,
                                TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                ANY_STAMP))
                        : topic)
            .toList());
  }

  /** For a cluster of a single broker. */
  public TopicPlan onOneBroker() {
    return new TopicPlan(
        topics.stream()
            .map(
                topic ->
                    topic.replicated(1).with(Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1")))
            .toList());
  }

  /** In the contract's order. */
  public List<TopicSpec> topics() {
    return topics;
  }

  /** By topic. */
  public Map<String, Integer> partitions() {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    topics.forEach(topic -> partitions.put(topic.name(), topic.partitions()));
    return partitions;
  }

  /** What {@link TopicCreator} makes. */
  public List<NewTopic> newTopics() {
    return topics.stream().map(TopicSpec::toNewTopic).toList();
  }

  private static SortedMap<String, String> configs(
      String name, ApplicationSettings.Topics settings) {
    SortedMap<String, String> configs = new TreeMap<>();
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
    configs.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(name.equals(Topics.DEAD_LETTERS) ? DEAD_LETTER_BYTES : RECORD_BYTES));
    configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    configs.put(
        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
        FROM_OUTSIDE.contains(name) ? HOUR : ANY_STAMP);
    if (Topics.COMPACTED.contains(name)) {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      configs.put(
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          Long.toString(settings.retention().tombstones().toMillis()));
    } else {
      configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
      configs.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention(name, settings.retention())));
    }
    return configs;
  }

  private static Duration retention(String name, Retention retention) {
    return switch (name) {
      case Topics.PRICES, Topics.ML_PREDICTIONS, Topics.CLOCK, Topics.MARKET_DATA ->
          retention.market();
      case Topics.EXPOSURES, Topics.RISK_ASSESSMENTS -> retention.books();
      case Topics.ORDERS, Topics.EXECUTION_REPORTS -> retention.orders();
      case Topics.DECISIONS -> retention.decisions();
      case Topics.DEAD_LETTERS -> retention.deadLetters();
      case Topics.PAPER_FLOWS -> retention.paperFlows();
      default -> throw new IllegalArgumentException("nobody said how long " + name + " is kept");
    };
  }

  private static String millis(Duration retention) {
    return retention.equals(Retention.FOR_EVER) ? FOR_EVER : Long.toString(retention.toMillis());
  }
}
