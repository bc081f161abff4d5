package io.strategystreams.cli.demo;

import io.strategystreams.backtest.Loop;
import io.strategystreams.backtest.LoopObserver;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.deadletters.DeadLetter;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.RestWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Strategies and paper executor as applications on a broker of their own, as in a demo: what a
 * backtest does in drivers, over topics and transactions.
 */
public final class ClusterLoop implements Loop {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  /**
   * In this order the events of one rest are told: accruals before the reports that follow them,
   * orders before their reports.
   */
  private static final List<String> TOLD =
      List.of(
          Topics.PAPER_FLOWS,
          Topics.ORDERS,
          Topics.EXECUTION_REPORTS,
          Topics.EXPOSURES,
          Topics.RISK_ASSESSMENTS,
          Topics.DECISIONS,
          Topics.DEAD_LETTERS);

  private final DemoStage stage;
  private final DemoApplications applications;
  private final EventPublisher publisher;
  private final EventLog log;
  private final LockStep lockStep;

  private ClusterLoop(
      DemoStage stage,
      DemoApplications applications,
      EventPublisher publisher,
      EventLog log,
      LoopObserver observer) {
    this.stage = stage;
    this.applications = applications;
    this.publisher = publisher;
    this.log = log;
    RestWatch rest =
        new RestWatch(
            stage.admin(),
            stage.partitionCounts(),
            applications.groups(),
            PATIENCE,
            applications::failure);
    this.lockStep =
        new LockStep(
            publisher,
            () -> {
              rest.await();
              tell(observer);
            });
  }

  /** A {@link Loop.Maker}: starts broker and applications, and returns when they run. */
  public static ClusterLoop open(
      Configuration configuration, PaperSettings settings, Instant start, LoopObserver observer) {
    DemoStage stage =
        DemoStage.open(
            TopicPlan.of(configuration.application().topics(), 1).onOneBroker().forReplay());
    try {
      DemoApplications applications = DemoApplications.start(stage, configuration, settings);
      try {
        return new ClusterLoop(
            stage,
            applications,
            new EventPublisher(stage.client(), stage.serdes()),
            EventLog.open(stage.access(), TOLD),
            observer);
      } catch (RuntimeException failure) {
        applications.close();
        throw failure;
      }
    } catch (RuntimeException failure) {
      stage.close();
      throw failure;
    }
  }

  @Override
  public LockStep lockStep() {
    return lockStep;
  }

  @Override
  public void close() {
    try (stage;
        applications;
        publisher;
        log) {
      // Closed in turn, the last one first.
    }
  }

  private void tell(LoopObserver observer) {
    List<LoggedEvent> written = new ArrayList<>();
    log.readToEnd(written::add);
    written.sort(Comparator.comparing(event -> TOLD.indexOf(event.topic())));
    written.forEach(event -> tell(observer, event));
  }

  private static void tell(LoopObserver observer, LoggedEvent event) {
    switch (event.topic()) {
      case Topics.PAPER_FLOWS -> observer.flow(event.as(PaperFlow.class));
      case Topics.ORDERS -> observer.order(event.as(Order.class));
      case Topics.EXECUTION_REPORTS -> observer.report(event.as(ExecutionReport.class));
      case Topics.EXPOSURES -> observer.exposure(event.as(Exposure.class));
      case Topics.RISK_ASSESSMENTS -> observer.risk(event.as(RiskAssessment.class));
      case Topics.DECISIONS -> observer.decision(event.as(Decision.class));
      default -> {
        DeadLetter letter = DeadLetter.of(event);
        observer.deadLetter(letter.source() + " " + letter.reason() + ": " + letter.detail());
      }
    }
  }
}
