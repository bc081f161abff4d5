package io.strategystreams.lifecycle;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.GroupProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How an instance belongs to its group: what decides how long a task waits when its instance goes.
 *
 * <p>Under the classic protocol standbys and the session timeout are settings of each instance.
 * Under {@code streams} they are settings of the group and lie on the brokers, where {@link
 * #announce} puts them; heartbeats are the brokers' own affair there.
 */
public record GroupMembership(ApplicationSettings.FailOver settings) {
  static final String GROUP_SESSION_TIMEOUT = "streams.session.timeout.ms";
  static final String GROUP_STANDBYS = "streams.num.standby.replicas";

  /** Three heartbeats may be lost before the session is; more often than each 3 s is not needed. */
  private static final int HEARTBEATS = 3;

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /**
   * A new instance is given tasks whose stores it has warmed up at the next look, and looks are
   * taken only while something warms up. A minute is the least that Kafka Streams allows.
   */
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** Settings of Kafka Streams. */
  public Map<String, Object> streams() {
    Map<String, Object> streams = new HashMap<>();
    streams.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol().id());
    streams.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        Math.toIntExact(settings.transactionTimeout().toMillis()));
    if (settings.groupProtocol() == GroupProtocol.CLASSIC) {
      long session = settings.sessionTimeout().toMillis();
      streams.put(
          StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
          Math.toIntExact(session));
      streams.put(
          StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
          Math.toIntExact(Math.min(session / HEARTBEATS, HEARTBEAT.toMillis())));
      streams.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
      streams.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, LOOK.toMillis());
    }
    return streams;
  }

  /**
   * Sees to it that the brokers hold the group's settings, where they are theirs. Asks for the
   * right to change configurations of the group only if they differ.
   *
   * @param group the application's id
   * @throws StartupException if they do not allow it
   */
  public void announce(Admin admin, String group) {
    if (settings.groupProtocol() != GroupProtocol.STREAMS) {
      return;
    }
    Map<String, String> wanted = new TreeMap<>();
    wanted.put(GROUP_SESSION_TIMEOUT, Long.toString(settings.sessionTimeout().toMillis()));
    wanted.put(GROUP_STANDBYS, Integer.toString(settings.standbyReplicas()));
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try {
      Config found = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      List<AlterConfigOp> changes =
          wanted.entrySet().stream()
              .filter(each -> !each.getValue().equals(valueOf(found, each.getKey())))
              .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
              .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
              .toList();
      if (!changes.isEmpty()) {
        admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
      }
    } catch (ExecutionException e) {
      throw new StartupException(
          "with group_protocol streams the brokers must take session_timeout and"
              + " num_standby_replicas as settings of the group "
              + group
              + ", wanted "
              + wanted
              + ", and they do not: "
              + e.getCause().getMessage()
              + "; see group.streams.min.session.timeout.ms and"
              + " group.streams.max.standby.replicas of the brokers",
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartupException("interrupted while the group " + group + " was set up", e);
    }
  }

  private static String valueOf(Config found, String name) {
    ConfigEntry entry = found.get(name);
    return entry == null ? null : entry.value();
  }
}
