package io.strategystreams.audit;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.text.Printable;
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
 * @param leftOut records that could not be read, or broke the contract and therefore went to the
 *     dead letters, in words with their places
 */
public record History(
    List<Logged<Order>> orders,
    List<Logged<Decision>> decisions,
    List<Logged<ExecutionReport>> reports,
    List<Logged<Exposure>> exposures,
    List<Logged<PaperFlow>> flows,
    List<LeftOut> leftOut) {
  public History {
    orders = List.copyOf(orders);
    decisions = List.copyOf(decisions);
    reports = List.copyOf(reports);
    exposures = List.copyOf(exposures);
    flows = List.copyOf(flows);
    leftOut = List.copyOf(leftOut);
  }

  /** A history of which everything could be read. */
  public History(
      List<Logged<Order>> orders,
      List<Logged<Decision>> decisions,
      List<Logged<ExecutionReport>> reports,
      List<Logged<Exposure>> exposures,
      List<Logged<PaperFlow>> flows) {
    this(orders, decisions, reports, exposures, flows, List.of());
  }

  /**
   * A record that was left out.
   *
   * @param place {@code topic-partition@offset}
   * @param problem why it could not be read, or is no event
   */
  public record LeftOut(String topic, String place, String problem) {
    private static final int LONGEST = 300;

    static LeftOut of(LoggedEvent at, String problem) {
      return new LeftOut(at.topic(), at.place(), Printable.line(problem, LONGEST));
    }

    /** Whether the installation wrote it itself: no promise can be judged without it. */
    public boolean isOwn() {
      return topic.equals(Topics.ORDERS) || topic.equals(Topics.DECISIONS);
    }
  }
}
