package io.strategystreams.audit;

import io.strategystreams.audit.History.LeftOut;
import io.strategystreams.config.Desk;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.strategy.Strategies;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Looks whether a history keeps every {@link Promise}. Pure. */
public final class Auditor {
  private Auditor() {}

  /**
   * Every breach, by promise. A history must be whole: what lies before its beginning would count
   * as lost.
   *
   * @param atRest whether the history was read when nothing was under way; only then may no plan be
   *     open and must every order have its terminal report
   */
  public static List<Breach> breaches(History history, boolean atRest) {
    Breaches breaches = new Breaches();
    history.leftOut().stream().filter(LeftOut::isOwn).forEach(one -> unread(one, breaches));
    OrderAudit.check(history, breaches);
    DecisionAudit.check(history, breaches);
    StepAudit.check(history, breaches);
    BarrierAudit.check(history, breaches);
    PlanAudit.check(history, atRest, breaches);
    ReportAudit.check(history, atRest, breaches);
    if (atRest) {
      BookAudit.check(history, breaches);
    }
    return sorted(breaches);
  }

  /**
   * Every breach of a history that was read when nothing was under way, and whether the strategies
   * are where they want to be.
   *
   * @param inputs read after the history
   * @param desk the markets and venues that the strategies trade on
   */
  public static List<Breach> breachesAtRest(History history, FinalInputs inputs, Desk desk) {
    Breaches breaches = new Breaches();
    new TargetAudit(desk, new Strategies(), breaches).check(inputs);
    return Stream.concat(breaches(history, true).stream(), sorted(breaches).stream()).toList();
  }

  /** An input that cannot be read is a dead letter; an order or decision was there to be kept. */
  private static void unread(LeftOut one, Breaches breaches) {
    Promise broken =
        one.topic().equals(Topics.ORDERS) ? Promise.ORDER_NOT_LOST : Promise.DECISION_NUMBERS;
    breaches.add(broken, "unknown", one.place() + " cannot be read: " + one.problem());
  }

  private static List<Breach> sorted(Breaches breaches) {
    return breaches.all().stream()
        .sorted(Comparator.comparing(Breach::promise).thenComparing(Breach::strategyId))
        .toList();
  }
}
