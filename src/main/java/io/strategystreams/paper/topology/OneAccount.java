package io.strategystreams.paper.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.edge.RecordFault;
import io.strategystreams.metrics.LogFields;
import io.strategystreams.paper.topology.PaperMeters.Alarm;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What fails on one account stays with that account: it is left as it was, with an alarm, and the
 * others go on. Only what changes nothing before its end belongs in here.
 */
final class OneAccount {
  private static final Logger LOG = LoggerFactory.getLogger(OneAccount.class);

  private final PaperMeters meters;

  /** Of which an alarm was raised: a tick that fails each second raises one. */
  private final Set<String> failing = new HashSet<>();

  OneAccount(PaperMeters meters) {
    this.meters = meters;
  }

  /**
   * @param what is done, for the log
   * @return what failed, in words; empty if it was done
   */
  Optional<String> attempt(String strategyId, String what, Runnable action) {
    try {
      action.run();
      failing.remove(strategyId);
      return Optional.empty();
    } catch (RuntimeException e) {
      if (!RecordFault.mayExplain(e)) {
        throw e;
      }
      return Optional.of(failed(strategyId, what, e));
    } catch (StackOverflowError e) {
      return Optional.of(failed(strategyId, what, e));
    }
  }

  private String failed(String strategyId, String what, Throwable cause) {
    if (failing.add(strategyId)) {
      meters.alarm(Alarm.ENGINE_FAILURE);
      LOG.atError()
          .addKeyValue(LogFields.STRATEGY_ID, strategyId)
          .setCause(cause)
          .log(
              "{} failed for strategy {}: its account stays as it was; report this, then reset it",
              what,
              strategyId);
    }
    return RecordFault.words(cause);
  }

  /**
   * What is to be sent, once it keeps the contract.
   *
   * @throws IllegalStateException if it does not
   */
  static <T extends SpecificRecord> T sound(String strategyId, Supplier<T> event) {
    T made = event.get();
    List<String> violations = ContractRules.violations(strategyId, made);
    if (!violations.isEmpty()) {
      throw new IllegalStateException(
          made.getSchema().getName() + " cannot be sent: " + String.join("; ", violations));
    }
    return made;
  }
}
