package io.strategystreams.audit;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
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

  private HistoryReader() {}

  /**
   * Reads all there is at this moment.
   *
   * @param paper whether there is a paper executor, whose books can be checked
   * @throws ClusterException if a topic is missing, cannot be decoded, or no longer begins at its
   *     beginning: what retention removed would count as lost
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
        reader.orders, reader.decisions, reader.reports, reader.exposures, reader.flows);
  }

  private void take(LoggedEvent at) {
    switch (at.topic()) {
      case Topics.ORDERS -> orders.add(logged(at, Order.class));
      case Topics.DECISIONS -> decisions.add(logged(at, Decision.class));
      case Topics.EXECUTION_REPORTS -> reports.add(logged(at, ExecutionReport.class));
      case Topics.EXPOSURES -> exposures.add(logged(at, Exposure.class));
      case Topics.PAPER_FLOWS -> flows.add(logged(at, PaperFlow.class));
      default -> throw new IllegalStateException("nobody asked for " + at.topic());
    }
  }

  private static <T extends SpecificRecord> Logged<T> logged(LoggedEvent at, Class<T> type) {
    return new Logged<>(at.as(type), at.topic(), at.record().partition(), at.record().offset());
  }
}
