package io.strategystreams.audit;

import io.strategystreams.audit.History.LeftOut;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Reads a history from a cluster, committed records only. */
public final class HistoryReader {
  private static final List<String> READ =
      List.of(Topics.ORDERS, Topics.DECISIONS, Topics.EXECUTION_REPORTS, Topics.EXPOSURES);

  private final List<Logged<Order>> orders = new ArrayList<>();
  private final List<Logged<Decision>> decisions = new ArrayList<>();
  private final List<Logged<ExecutionReport>> reports = new ArrayList<>();
  private final List<Logged<Exposure>> exposures = new ArrayList<>();
  private final List<Logged<PaperFlow>> flows = new ArrayList<>();

  private final List<LeftOut> leftOut = new ArrayList<>();

  private HistoryReader() {}

  /**
   * Reads all there is at this moment. What cannot be read, and inputs that break the contract, are
   * left out and counted.
   *
   * @param paper whether there is a paper executor, whose books can be checked
   * @throws ClusterException if a topic is missing or no longer begins at its beginning: what
   *     retention removed would count as lost
   */
  public static History read(ClusterAccess access, boolean paper) {
    HistoryReader reader = new HistoryReader();
    List<String> topics = new ArrayList<>(READ);
    if (paper) {
      topics.add(Topics.PAPER_FLOWS);
    }
    try (EventLog log = EventLog.open(access, topics)) {
      log.firstKept()
          .forEach(
              (partition, offset) -> {
                if (offset > 0 && !partition.topic().equals(Topics.EXPOSURES)) {
                  throw new ClusterException(
                      partition
                          + " must be whole for an audit, but begins at offset "
                          + offset
                          + ": retention removed what was before. Give the topic a longer retention"
                          + " and audit from an earlier copy");
                }
              });
      log.readToEnd(reader::take);
    }
    return new History(
        reader.orders,
        reader.decisions,
        reader.reports,
        reader.exposures,
        reader.flows,
        reader.leftOut);
  }

  private void take(LoggedEvent at) {
    if (at.undecodable() != null) {
      leftOut.add(LeftOut.of(at, at.undecodable()));
      return;
    }
    if (at.event() == null) {
      leftOut.add(LeftOut.of(at, "it has no value"));
      return;
    }
    switch (at.topic()) {
      case Topics.ORDERS -> orders.add(logged(at, Order.class));
      case Topics.DECISIONS -> decisions.add(logged(at, Decision.class));
      case Topics.EXECUTION_REPORTS -> input(at, ExecutionReport.class, reports);
      case Topics.EXPOSURES -> input(at, Exposure.class, exposures);
      case Topics.PAPER_FLOWS -> input(at, PaperFlow.class, flows);
      default -> throw new IllegalStateException("nothing was asked of " + at.topic());
    }
  }

  private <T extends SpecificRecord> void input(
      LoggedEvent at, Class<T> type, List<Logged<T>> inputs) {
    List<String> violations = ContractRules.violations(at.key(), at.event());
    if (violations.isEmpty()) {
      inputs.add(logged(at, type));
    } else {
      leftOut.add(LeftOut.of(at, "it breaks the contract: " + violations.get(0)));
    }
  }

  private static <T extends SpecificRecord> Logged<T> logged(LoggedEvent at, Class<T> type) {
    return new Logged<>(at.as(type), at.topic(), at.record().partition(), at.record().offset());
  }
}
