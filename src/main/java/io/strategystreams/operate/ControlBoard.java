package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.ControlWriter;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The topic {@code strategy-controls}, read and written. For one thread.
 *
 * <p>A halt must not depend on the schema registry: where that does not answer, controls are read
 * as by this version's schema, and written under the id of the last one that is sound so.
 */
public final class ControlBoard implements AutoCloseable {
  private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(3);

  private final ClusterAccess access;
  private final EventLog log;
  private final int partitions;
  private final PublishedControls published;
  private final RegistryUnavailableException silence;
  private LoggedEvent last;

  private ControlBoard(ClusterAccess access, EventLog log, RegistryUnavailableException silence) {
    this.silence = silence;
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
    try {
      return read(access.askingRegistryFor(REGISTRY_PATIENCE), null);
    } catch (RegistryUnavailableException silence) {
      return read(access.withoutRegistry(), silence);
    }
  }

  private static ControlBoard read(ClusterAccess access, RegistryUnavailableException silence) {
    EventLog log = EventLog.open(access, List.of(Topics.STRATEGY_CONTROLS));
    try {
      ControlBoard board = new ControlBoard(access, log, silence);
      board.readToEnd();
      return board;
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  private void readToEnd() {
    log.readToEnd(
        event -> {
          int faults = published.warnings().size();
          published.take(event);
          boolean sound = published.warnings().size() == faults;
          if (sound && (last == null || !event.time().isBefore(last.time()))) {
            last = event;
          }
        });
  }

  /** How the cluster was read: without its registry, where that does not answer. */
  public ClusterAccess access() {
    return access;
  }

  /** Why the registry was done without; empty if it answers, or was not asked. */
  public Optional<String> silence() {
    return Optional.ofNullable(silence).map(Throwable::getMessage);
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
   * @throws ClusterException if nothing was written; also where the registry does not answer and no
   *     control was ever written
   */
  public List<RecordMetadata> say(
      List<String> strategyIds, ControlStatement statement, boolean forget) {
    List<Outgoing> records = new ArrayList<>();
    for (String strategyId : strategyIds) {
      StrategyControl control = statement.of(strategyId, published.nextRevision(strategyId));
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
    List<RecordMetadata> places = sent(records);
    readToEnd();
    return places;
  }

  private List<RecordMetadata> sent(List<Outgoing> records) {
    if (silence != null) {
      return sent(records, writingLikeTheLast(silence));
    }
    try {
      return sent(records, access);
    } catch (RegistryUnavailableException since) {
      try (ControlBoard anew = read(access.withoutRegistry(), since)) {
        return sent(records, anew.writingLikeTheLast(since));
      }
    }
  }

  private static List<RecordMetadata> sent(List<Outgoing> records, ClusterAccess access) {
    try (EventSender sender = EventSender.open(access, "controls")) {
      return sender.send(records);
    }
  }

  private ClusterAccess writingLikeTheLast(RegistryUnavailableException why) {
    if (last == null) {
      throw new ClusterException(
          "nothing was written: the schema registry does not answer, and there is no earlier"
              + " control on "
              + Topics.STRATEGY_CONTROLS
              + " from which the id of its schema could be taken. Stop the applications instead, or"
              + " bring the registry back: "
              + why.getMessage(),
          why);
    }
    return access.withoutRegistry(last.record().value(), StrategyControl.getClassSchema());
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
    private StrategyControl of(String strategyId, Long revision) {
      return ControlWriter.event(strategyId, new Control(state, revision, at, reason, author));
    }
  }
}
