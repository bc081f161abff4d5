package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The topic {@code strategy-configs}, read and written. Two operators may be at it at once: what
 * changed since it was read is refused before writing, and whose record came first is looked at
 * after it. For one thread.
 */
public final class ConfigBoard implements AutoCloseable {
  /** Most configurations in one transaction, so that none outlives a transaction's time. */
  static final int BATCH = 2000;

  private final ClusterAccess access;
  private final EventLog log;
  private final PublishedConfigs published;

  private ConfigBoard(ClusterAccess access, EventLog log) {
    this.access = access;
    this.log = log;
    this.published = new PublishedConfigs(log.partitionsOf(Topics.STRATEGY_CONFIGS));
  }

  /**
   * Reads all that is published.
   *
   * @throws ClusterException if the brokers do not answer or the topic does not exist
   */
  public static ConfigBoard read(ClusterAccess access) {
    EventLog log = EventLog.open(access, List.of(Topics.STRATEGY_CONFIGS));
    try {
      ConfigBoard board = new ConfigBoard(access, log);
      board.refresh();
      return board;
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  private void refresh() {
    log.readToEnd(published::take);
  }

  /** What was read last. */
  public PublishedConfigs published() {
    return published;
  }

  /**
   * Publishes what is to be published, in batches that are written whole or not at all.
   *
   * @param progress told after each batch how many were published so far
   * @return how many
   * @throws RefusedException if one of the strategies was changed by somebody since this was read;
   *     nothing is written then
   * @throws ClusterException if writing failed, or somebody else's change came first after all
   */
  public int publish(List<ConfigChange> changes, Instant at, IntConsumer progress) {
    List<ConfigChange> written = changes.stream().filter(ConfigChange::isPublished).toList();
    requireAsRead(written);
    Map<String, String> places = new HashMap<>();
    try (EventSender sender = EventSender.open(access, "configurations")) {
      for (int from = 0; from < written.size(); from += BATCH) {
        List<ConfigChange> batch = written.subList(from, Math.min(written.size(), from + BATCH));
        List<RecordMetadata> sent =
            sender.send(batch.stream().map(change -> outgoing(change, at)).toList());
        for (int place = 0; place < batch.size(); place++) {
          RecordMetadata where = sent.get(place);
          places.put(
              batch.get(place).strategyId(),
              where.topic() + "-" + where.partition() + "@" + where.offset());
        }
        progress.accept(from + batch.size());
      }
    }
    requireInForce(places);
    return written.size();
  }

  private static Outgoing outgoing(ConfigChange change, Instant at) {
    return Outgoing.of(Topics.STRATEGY_CONFIGS, change.strategyId(), change.event(at), at);
  }

  private void requireAsRead(List<ConfigChange> changes) {
    Map<String, String> before = new HashMap<>();
    changes.forEach(change -> before.put(change.strategyId(), place(change.strategyId())));
    refresh();
    List<String> problems = new ArrayList<>();
    before.forEach(
        (strategyId, place) -> {
          if (!Objects.equals(place, place(strategyId))) {
            problems.add(
                "strategy "
                    + strategyId
                    + " was changed by somebody in the meantime ("
                    + place(strategyId)
                    + "); nothing was written, look at the difference anew");
          }
        });
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private void requireInForce(Map<String, String> places) {
    refresh();
    List<String> lost =
        places.entrySet().stream()
            .filter(one -> !one.getValue().equals(place(one.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!lost.isEmpty()) {
      throw new ClusterException(
          "somebody else's change came first and is in force for: "
              + String.join(", ", lost)
              + "; look at the difference and apply again");
    }
  }

  private String place(String strategyId) {
    return published.find(strategyId).map(PublishedConfig::place).orElse(null);
  }

  @Override
  public void close() {
    log.close();
  }
}
