package io.strategystreams.cli.demo;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.History;
import io.strategystreams.audit.Logged;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import java.util.List;

/**
 * What a run wrote, each list in an order that keeps that of every strategy.
 *
 * @param flows what came to the accounts and went from them other than by orders
 * @param deadLetters a line for each record that was put aside: where it was read and why it was
 *     refused
 * @param breaches what an audit of the whole log found
 */
record RunRecords(
    List<Order> orders,
    List<Decision> decisions,
    List<ExecutionReport> reports,
    List<Exposure> exposures,
    List<PaperFlow> flows,
    List<String> deadLetters,
    List<Breach> breaches) {

  static RunRecords of(History history, List<String> deadLetters, List<Breach> breaches) {
    return new RunRecords(
        events(history.orders()),
        events(history.decisions()),
        events(history.reports()),
        events(history.exposures()),
        events(history.flows()),
        deadLetters,
        breaches);
  }

  private static <T> List<T> events(List<Logged<T>> logged) {
    return logged.stream().map(Logged::event).toList();
  }
}
