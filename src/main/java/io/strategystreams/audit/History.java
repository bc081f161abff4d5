package io.strategystreams.audit;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import java.util.List;

/**
 * What an installation wrote, whole and committed; each list holds each partition's records in
 * their order.
 *
 * @param flows of the paper executor; empty where there is none
 */
public record History(
    List<Logged<Order>> orders,
    List<Logged<Decision>> decisions,
    List<Logged<ExecutionReport>> reports,
    List<Logged<Exposure>> exposures,
    List<Logged<PaperFlow>> flows) {
  public History {
    orders = List.copyOf(orders);
    decisions = List.copyOf(decisions);
    reports = List.copyOf(reports);
    exposures = List.copyOf(exposures);
    flows = List.copyOf(flows);
  }
}
