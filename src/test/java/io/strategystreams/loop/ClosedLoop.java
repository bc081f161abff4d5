package io.strategystreams.loop;

import io.strategystreams.audit.History;
import io.strategystreams.audit.Logged;
import io.strategystreams.backtest.InProcessLoop;
import io.strategystreams.backtest.InProcessLoop.ReadFirst;
import io.strategystreams.backtest.LoopObserver;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The loop in the process, and everything that was written in it. */
public final class ClosedLoop implements AutoCloseable {
  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<ExecutionReport> reports = new ArrayList<>();
  final List<Exposure> exposures = new ArrayList<>();
  final List<PaperFlow> flows = new ArrayList<>();
  final List<String> deadLetters = new ArrayList<>();

  private final InProcessLoop loop;

  /** A loop from {@code start} on. */
  public ClosedLoop(
      Configuration configuration, PaperSettings settings, Instant start, ReadFirst readFirst) {
    this.loop = new InProcessLoop(configuration, settings, start, readFirst, new Keeper());
  }

  /** A lock-step that plays into this loop. */
  public LockStep lockStep() {
    return loop.lockStep();
  }

  /** What was written, as one would read it from topics of one partition. */
  public History history() {
    return new History(
        logged(orders, Topics.ORDERS),
        logged(decisions, Topics.DECISIONS),
        logged(reports, Topics.EXECUTION_REPORTS),
        logged(exposures, Topics.EXPOSURES),
        logged(flows, Topics.PAPER_FLOWS));
  }

  /** {@code events} as one would read them from a topic of one partition. */
  static <T> List<Logged<T>> logged(List<T> events, String topic) {
    return IntStream.range(0, events.size())
        .mapToObj(offset -> new Logged<>(events.get(offset), topic, 0, offset))
        .toList();
  }

  @Override
  public void close() {
    loop.close();
  }

  private final class Keeper implements LoopObserver {
    @Override
    public void order(Order order) {
      orders.add(order);
    }

    @Override
    public void decision(Decision decision) {
      decisions.add(decision);
    }

    @Override
    public void report(ExecutionReport report) {
      reports.add(report);
    }

    @Override
    public void exposure(Exposure exposure) {
      exposures.add(exposure);
    }

    @Override
    public void flow(PaperFlow flow) {
      flows.add(flow);
    }

    @Override
    public void deadLetter(String text) {
      deadLetters.add(text);
    }
  }
}
