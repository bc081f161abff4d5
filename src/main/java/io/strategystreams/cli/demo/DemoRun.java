package io.strategystreams.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.cli.console.Progress;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.RestWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** One demo, from its request to whether it did all it was to do. */
public final class DemoRun {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DemoRequest request;
  private final PrintWriter out;
  private final List<DemoStrategy> strategies;
  private final MarketScan scan;
  private final List<Planned> planned;

  /**
   * Reads the market through and plans the run; starts nothing yet.
   *
   * @param out where progress and result are told
   * @throws io.strategystreams.config.ConfigurationException if a mode file does not take the
   *     demo's overrides
   * @throws io.strategystreams.replay.HistoryException if the market cannot be read
   * @throws IllegalArgumentException if there is too little market for a demo
   */
  public DemoRun(DemoRequest request, PrintWriter out) {
    this.request = request;
    this.out = out;
    this.strategies = DemoStrategies.of(request.configuration());
    Duration maxAge = request.configuration().application().demo().maxAge();
    this.scan =
        MarketScan.of(
            request.market(), request.from(), request.to(), maxAge, confidenceThreshold());
    if (scan.firstSeen().isEmpty()) {
      throw new IllegalArgumentException(
          "no prices from "
              + request.from()
              + " to "
              + request.to()
              + " in the "
              + request.market().description());
    }
    this.planned =
        InjectionSchedule.plan(scan, request.from(), request.to(), unstakingDelay(), strategies);
  }

  /**
   * Runs the demo and writes its results.
   *
   * @return whether every strategy did what it was to do
   * @throws IOException if the results cannot be written
   */
  public boolean run() throws IOException {
    long started = System.nanoTime();
    Files.createDirectories(request.out());
    DemoLog.in(request.out());
    announce();
    try (Stopping stopping = new Stopping()) {
      return attempt(stopping, started);
    }
  }

  /** Ends with everything tidied up and told: a process that is stopped waits for it. */
  private boolean attempt(Stopping stopping, long started) throws IOException {
    try {
      RunRecords records = play(stopping);
      return tell(records, Duration.ofNanos(System.nanoTime() - started));
    } catch (Stopping.Stopped stopped) {
      out.println();
      out.println("Stopped before the end; no results were written.");
      out.flush();
      return false;
    }
  }

  private void announce() {
    out.println("Market: " + request.market().description());
    request.market().notes().forEach(note -> out.println("  " + note));
    out.printf("From %s to %s: %d instants%n", request.from(), request.to(), scan.instants());
    if (!scan.staleDays().isEmpty()) {
      out.println("A market is stale on " + scan.staleDays());
    }
    out.printf(
        "%d strategies, %d partition(s); results and log in %s%n%n",
        strategies.size(), request.partitions(), request.out());
    out.println("Injected beside the market:");
    out.println(Schedule.text(planned));
    out.flush();
  }

  private RunRecords play(Stopping stopping) {
    out.println("Starting broker, strategies and paper executor");
    out.flush();
    try (DemoStage stage = DemoStage.open(topics());
        DemoApplications applications = DemoApplications.start(stage, request);
        EventPublisher publisher = new EventPublisher(stage.client(), stage.serdes());
        RunLog log = new RunLog(stage.client(), stage.serdes(), stage.partitionCounts())) {
      RestWatch rest =
          new RestWatch(
              stage.admin(),
              stage.partitionCounts(),
              applications.groups(),
              PATIENCE,
              () -> {
                stopping.check();
                return applications.failure();
              });
      configure(publisher, rest);
      replay(new LockStep(publisher, rest::await), log, stopping);
      log.readToEnd();
      ClusterAccess access = new ClusterAccess(stage.client(), stage.serdes());
      return log.records(Auditor.breaches(HistoryReader.read(access, true), true));
    }
  }

  private TopicPlan topics() {
    return TopicPlan.of(request.configuration().application().topics(), request.partitions())
        .onOneBroker()
        .forReplay();
  }

  private void configure(EventPublisher publisher, RestWatch rest) {
    for (DemoStrategy strategy : strategies) {
      publisher.send(
          Topics.STRATEGY_CONFIGS,
          strategy.id(),
          DemoStrategies.config(strategy, request.from()),
          request.from());
    }
    publisher.confirm();
    rest.await();
  }

  private void replay(LockStep lockStep, RunLog log, Stopping stopping) {
    Progress progress = new Progress(out, request.terminal(), scan.instants(), System::nanoTime);
    Injections injections = null;
    try (MarketFeed feed = request.market().open(request.from(), request.to())) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (injections == null) {
          injections = new Injections(strategies, planned, instant.time());
        }
        lockStep.step(instant, injections.at(instant.time()));
        log.catchUp();
        progress.done(instant.time(), log.orderCount() + " orders");
        stopping.check();
      }
    }
  }

  private boolean tell(RunRecords records, Duration took) throws IOException {
    List<StrategyReport> reports =
        strategies.stream().map(strategy -> StrategyReport.of(strategy, records)).toList();
    List<String> failures = Outcomes.failures(strategies, planned, reports, records);
    ObjectNode summary =
        Summary.of(
            request.market().description(),
            request.from(),
            request.to(),
            scan.instants(),
            planned,
            reports,
            failures);
    new ResultFiles(request.out()).write(records, summary);
    out.println();
    out.println(SummaryTables.of(reports));
    out.printf("Took %d s.%n", took.toSeconds());
    if (failures.isEmpty()) {
      out.println(
          "Every strategy entered and did what was injected; nothing was lost or doubled, the books"
              + " agree.");
    } else {
      out.println("Failed:");
      failures.forEach(failure -> out.println("  " + failure));
    }
    out.flush();
    return failures.isEmpty();
  }

  private Duration unstakingDelay() {
    return request.configuration().application().demo().unstakingDelay();
  }

  private double confidenceThreshold() {
    return Optional.ofNullable(
            request.configuration().modes().get(Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN))
        .orElseThrow(() -> new NoSuchElementException("no mode file of an ML strategy"))
        .parameters()
        .signal()
        .confidenceThreshold();
  }
}
