package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyControl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The topic {@code strategy-controls}, read and written. For one thread. */
public final class ControlBoard implements AutoCloseable {
  private final ClusterAccess access;
  private final EventLog log;
  private final int partitions;
  private final PublishedControls published;

  private ControlBoard(ClusterAccess access, EventLog log) {
    this.access = access;
    this.log = log;
    this.partitions = log.partitionsOf(Topics.STRATEGY_CONTROLS);
    this.published = new PublishedControls(partitions);
  }

  /**
   * Reads all that was said.
   *
   * @throws ClusterException if the brokers do not answer or the topic does not exist
   */
  public static ControlBoard read(ClusterAccess access) {
    EventLog log = EventLog.open(access, List.of(Topics.STRATEGY_CONTROLS));
    try {
      ControlBoard board = new ControlBoard(access, log);
      board.log.readToEnd(board.published::take);
      return board;
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  /** What was read last. */
  public PublishedControls published() {
    return published;
  }

  /**
   * Says what strategies may do, all of it in one transaction, and reads the topic again.
   *
   * @param strategyIds the strategies, or {@code *} for all: that goes to every partition
   * @param forget whether their configurations are taken back too, by tombstones
   * @return where the records lie
   * @throws ClusterException if nothing was written
   */
  public List<RecordMetadata> say(
      List<String> strategyIds, ControlStatement statement, boolean forget) {
    List<Outgoing> records = new ArrayList<>();
    for (String strategyId : strategyIds) {
      StrategyControl control = statement.of(strategyId);
      if (strategyId.equals(Keys.EVERY_STRATEGY)) {
        for (int partition = 0; partition < partitions; partition++) {
          records.add(
              new Outgoing(
                  Topics.STRATEGY_CONTROLS, partition, strategyId, control, statement.at()));
        }
      } else {
        records.add(Outgoing.of(Topics.STRATEGY_CONTROLS, strategyId, control, statement.at()));
        if (forget) {
          records.add(Outgoing.tombstone(Topics.STRATEGY_CONFIGS, strategyId, statement.at()));
        }
      }
    }
    List<RecordMetadata> places;
    try (EventSender sender = EventSender.open(access, "controls")) {
      places = sender.send(records);
    }
    log.readToEnd(published::take);
    return places;
  }

  @Override
  public void close() {
    log.close();
  }

  /**
   * What is said.
   *
   * @param reason why, in words
   * @param author who says so
   */
  public record ControlStatement(ControlState state, String reason, String author, Instant at) {
    private StrategyControl of(String strategyId) {
      return new StrategyControl(
          strategyId,
          io.strategystreams.events.ControlState.valueOf(state.name()),
          reason,
          author,
          at);
    }
  }
}
