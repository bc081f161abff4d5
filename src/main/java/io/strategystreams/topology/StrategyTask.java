package io.strategystreams.topology;

import io.strategystreams.core.engine.Outcome;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.engine.ReportTopic;
import io.strategystreams.core.engine.StrategyEvent;
import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.engine.StrategyStep;
import io.strategystreams.core.engine.Surroundings;
import io.strategystreams.core.engine.Trigger;
import io.strategystreams.edge.RecordFault;
import io.strategystreams.metrics.LogFields;
import io.strategystreams.topology.store.ConfigurationMemory;
import io.strategystreams.topology.store.MarketMemory;
import io.strategystreams.topology.store.StrategyMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies of one partition: loads a state, lets the engine apply an event, saves the state,
 * sends what goes out.
 *
 * <p>All of that is computed and encoded before any of it is written. Where that fails and the
 * record may be why ({@link RecordFault}), it stops that strategy at most: what the event reports
 * is taken as far as that works by itself, growth waits in quarantine, and the record goes to the
 * dead letters.
 *
 * @param reports the topic of reports as it is, null where that is not known
 * @param refused strategies of which a record that comes each second was refused already
 */
record StrategyTask(
    StrategyMemory strategies,
    ConfigurationMemory configurations,
    MarketMemory market,
    StrategyStep step,
    Outgoing outgoing,
    TaskMeters meters,
    ReportTopic reports,
    Failures failures,
    Set<String> refused) {
  private static final Logger LOG = LoggerFactory.getLogger(StrategyTask.class);
  private static final String IGNORED = "ENGINE_FAILURE";

  StrategyTask(
      StrategyMemory strategies,
      ConfigurationMemory configurations,
      MarketMemory market,
      StrategyStep step,
      Outgoing outgoing,
      TaskMeters meters,
      ReportTopic reports,
      Failures failures) {
    this(
        strategies,
        configurations,
        market,
        step,
        outgoing,
        meters,
        reports,
        failures,
        new HashSet<>());
  }

  /** Where the record goes that the engine failed on. */
  @FunctionalInterface
  interface Failures {
    /** The record that is being applied goes to the dead letters. */
    void deadLetter(String strategyId, Throwable cause);
  }

  /** A change that only needs to be written. */
  private record Change(
      Outcome outcome, StrategyMemory.Prepared state, List<Outgoing.Ready> outputs) {}

  /** Applies an event to one strategy. */
  void apply(String strategyId, StrategyEvent event, Trigger trigger) {
    StrategyState before = strategies.load(strategyId);
    Surroundings around = around(strategyId);
    try {
      write(before, around, prepared(before, () -> step.after(before, event, around, trigger)));
    } catch (Unwritten e) {
      failed(before, event, around, trigger, e.getCause());
    }
  }

  /**
   * Computes and encodes a change.
   *
   * @throws Unwritten if that failed and the record may be the cause
   */
  private Change prepared(StrategyState before, Supplier<Outcome> step) {
    try {
      Outcome outcome = step.get();
      List<Outgoing.Ready> outputs = new ArrayList<>(outcome.outputs().size());
      for (Output output : outcome.outputs()) {
        outputs.add(output.fold(outgoing));
      }
      // Last: the store takes the bytes that were encoded last.
      StrategyMemory.Prepared state =
          outcome.state() == before ? null : strategies.prepare(outcome.state());
      return new Change(outcome, state, outputs);
    } catch (RuntimeException e) {
      if (!RecordFault.mayExplain(e)) {
        throw e;
      }
      throw new Unwritten(e);
    } catch (StackOverflowError e) {
      throw new Unwritten(e);
    }
  }

  private void write(StrategyState before, Surroundings around, Change change) {
    if (change.state() != null) {
      strategies.save(change.state());
    }
    change.outputs().forEach(Outgoing.Ready::send);
    meters.after(before, change.outcome().outputs());
    meters.seen(change.outcome().state(), around);
  }

  /** Nothing was written; what was thrown is the cause. */
  private static final class Unwritten extends RuntimeException {
    Unwritten(Throwable cause) {
      super(null, cause, false, false);
    }
  }

  /**
   * The engine failed: as much of the event takes effect as works by itself. Where not even
   * remembering it works, the record is the cause and changes nothing.
   */
  private void failed(
      StrategyState before,
      StrategyEvent event,
      Surroundings around,
      Trigger trigger,
      Throwable cause) {
    String words = RecordFault.words(cause);
    Optional<Change> change =
        attempt(before, () -> step.unevaluated(before, event, around, trigger, words))
            .or(
                () ->
                    attempt(before, () -> step.remembered(before, event, around, trigger, words)));
    change.ifPresent(lesser -> write(before, around, lesser));
    if (change.isEmpty()) {
      refuse(before, event, trigger, cause);
    } else if (change.get().outcome().quarantines()) {
      log("strategy {} is quarantined: the engine failed on {}", before, trigger, cause);
      failures.deadLetter(before.strategyId(), cause);
    }
  }

  private Optional<Change> attempt(StrategyState before, Supplier<Outcome> step) {
    try {
      return Optional.of(prepared(before, step));
    } catch (Unwritten e) {
      return Optional.empty();
    }
  }

  /** A record of its own is refused each time; time and markets, which come each second, once. */
  private void refuse(StrategyState before, StrategyEvent event, Trigger trigger, Throwable cause) {
    if (event.needsConfiguration() || refused.add(before.strategyId())) {
      log("nothing of strategy {} is changed: the engine failed on {}", before, trigger, cause);
      failures.deadLetter(before.strategyId(), cause);
    } else {
      meters.ignored(IGNORED);
    }
  }

  private static void log(String text, StrategyState of, Trigger trigger, Throwable cause) {
    LOG.atError()
        .addKeyValue(LogFields.STRATEGY_ID, of.strategyId())
        .setCause(cause)
        .log(text, of.strategyId(), trigger);
  }

  private Surroundings around(String strategyId) {
    return new Surroundings(
        configurations.installed(strategyId),
        configurations.refusal(strategyId),
        configurations.retired(strategyId),
        reports,
        configurations.controlOfAll().state(),
        market.book());
  }

  /** Tells of every strategy of the partition as it was restored. */
  void show() {
    strategies.all().forEach(id -> meters.seen(strategies.load(id), around(id)));
  }

  /** Applies an event to several strategies, one after the other. */
  void applyAll(Iterable<String> strategyIds, StrategyEvent event, Trigger trigger) {
    strategyIds.forEach(strategyId -> apply(strategyId, event, trigger));
  }
}
