package io.strategystreams.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.FinalInputsReader;
import io.strategystreams.audit.History;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.cli.console.Progress;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.Topics;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.RestWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.Header;

/** One demo, from its request to whether it did all it was to do. */
public final class DemoRun {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final DemoRequest request;
  private final PrintWriter out;
  private final DemoScript script;

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
    this.script =
        DemoScript.of(request.configuration(), request.market(), request.from(), request.to());
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
    out.printf("From %s to %s: %d instants%n", request.from(), request.to(), script.instants());
    if (!script.staleDays().isEmpty()) {
      out.println("A market is stale on " + script.staleDays());
    }
    out.printf(
        "%d strategies, %d partition(s); results and log in %s%n%n",
        script.strategies().size(), request.partitions(), request.out());
    out.println("Injected beside the market:");
    out.println(Schedule.text(script.planned()));
    out.flush();
  }

  private RunRecords play(Stopping stopping) {
    out.println("Starting broker, strategies and paper executor");
    out.flush();
    try (DemoStage stage = DemoStage.open(topics());
        DemoApplications applications =
            DemoApplications.start(stage, request.configuration(), paperSettings());
        EventPublisher publisher = new EventPublisher(stage.client(), stage.serdes());
        EventLog orders = EventLog.open(stage.access(), List.of(Topics.ORDERS))) {
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
      replay(new LockStep(publisher, rest::await), orders, stopping);
      History history = HistoryReader.read(stage.access(), true);
      return RunRecords.of(
          history,
          deadLetters(stage.access()),
          Auditor.breachesAtRest(
              history, FinalInputsReader.read(stage.access()), request.configuration().desk()));
    }
  }

  private PaperSettings paperSettings() {
    ApplicationSettings application = request.configuration().application();
    return PaperSettings.of(request.configuration(), request.seed())
        .withUnstakingDelay(application.demo().unstakingDelay());
  }

  private TopicPlan topics() {
    return TopicPlan.of(request.configuration().application().topics(), request.partitions())
        .onOneBroker()
        .forReplay();
  }

  private void replay(LockStep lockStep, EventLog orders, Stopping stopping) {
    Progress progress = new Progress(out, request.terminal(), script.instants(), System::nanoTime);
    AtomicInteger count = new AtomicInteger();
    script.play(
        lockStep,
        instant -> {
          orders.catchUp(order -> count.incrementAndGet());
          progress.done(instant, count + " orders");
          stopping.check();
        });
  }

  private static List<String> deadLetters(ClusterAccess access) {
    List<String> found = new ArrayList<>();
    try (EventLog letters = EventLog.open(access, List.of(Topics.DEAD_LETTERS))) {
      letters.readToEnd(letter -> found.add(describe(letter)));
    }
    return found;
  }

  private static String describe(LoggedEvent letter) {
    StringBuilder text = new StringBuilder("key " + letter.key());
    for (Header header : letter.record().headers()) {
      text.append(", ").append(header.key()).append(' ');
      text.append(new String(header.value(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private boolean tell(RunRecords records, Duration took) throws IOException {
    List<StrategyReport> reports = script.reports(records);
    List<String> failures = script.failures(records);
    ObjectNode summary =
        Summary.of(
            request.market().description(),
            request.from(),
            request.to(),
            script.instants(),
            script.planned(),
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
}
