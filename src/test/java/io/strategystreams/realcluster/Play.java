package io.strategystreams.realcluster;

import io.strategystreams.audit.History;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.audit.Logged;
import io.strategystreams.backtest.InProcessLoop.ReadFirst;
import io.strategystreams.cli.demo.DemoScript;
import io.strategystreams.cli.demo.ResultFiles;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.loop.ClosedLoop;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.RestWatch;
import io.strategystreams.replay.SimulatedMarket;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The ten strategies of the demo over a market, with what the demo injects: played in drivers or on
 * a cluster, in lock-step both times. An order in eight fills in two parts.
 */
final class Play {
  private static final Configuration CONFIGURATION =
      ConfigDirectory.load(Path.of("configs"), Map.of());
  private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final BigDecimal NEVER = BigDecimal.ZERO;
  private static final BigDecimal ONE_IN_EIGHT = new BigDecimal("0.125");

  /** The two simulated days that every run of this JVM plays. */
  static final Play TWO_DAYS =
      new Play(new SimulatedMarket(1), FROM, FROM.plus(Duration.ofDays(2)));

  private final DemoScript script;
  private final Instant from;
  private History expected;

  Play(MarketSource market, Instant from, Instant to) {
    this.script = DemoScript.of(CONFIGURATION, market, from, to);
    this.from = from;
  }

  /** What is done when that many instants were played. */
  interface Between {
    /** Nothing. */
    Between NOTHING = instants -> {};

    void after(int instants) throws Exception;
  }

  int instants() {
    return script.instants();
  }

  static PaperSettings paperSettings() {
    ApplicationSettings application = CONFIGURATION.application();
    VenueSettings venues = VenueSettings.defaults(1).withChances(NEVER, ONE_IN_EIGHT);
    return PaperSettings.of(CONFIGURATION, 1)
        .withVenues(venues)
        .withUnstakingDelay(application.demo().unstakingDelay());
  }

  /** What the drivers write; they play it once. */
  synchronized History inDrivers() {
    if (expected == null) {
      try (ClosedLoop loop =
          new ClosedLoop(CONFIGURATION, paperSettings(), from, ReadFirst.REPORTS)) {
        script.play(loop.lockStep(), instant -> {});
        expected = loop.history();
      }
    }
    return expected;
  }

  /** What failed of that which the script asks for, a sentence each. */
  List<String> failures(History history) {
    return script.failures(history, List.of());
  }

  /** Plays it all with the instances that run, and reads what was committed. */
  History on(ClusterStage stage, Fleet fleet, Between between) {
    return on(stage, fleet, instants(), between);
  }

  /** Plays that many hours of it with the instances that run, and reads what was committed. */
  History on(ClusterStage stage, Fleet fleet, int hours, Between between) {
    fleet.awaitStable();
    try (EventPublisher publisher =
        new EventPublisher(stage.access().client(), stage.access().serdes())) {
      RestWatch rest =
          new RestWatch(
              stage.admin(), stage.partitions(), fleet.groups(), PATIENCE, fleet::failure);
      AtomicInteger played = new AtomicInteger();
      script.play(
          new LockStep(publisher, rest::await),
          end(hours),
          instant -> done(played.incrementAndGet(), between));
    }
    return HistoryReader.read(stage.access(), true);
  }

  private static void done(int played, Between between) {
    try {
      between.after(played);
    } catch (Exception failure) {
      throw new IllegalStateException("after " + played + " instants", failure);
    }
  }

  /** What the drivers write in its first hours, as {@code orders.jsonl} holds it. */
  List<String> expectedLines(int hours) {
    return ResultFiles.orderLines(
        inDrivers().orders().stream()
            .map(Logged::event)
            .filter(order -> order.getEventTime().isBefore(end(hours)))
            .toList());
  }

  private Instant end(int hours) {
    return from.plus(Duration.ofHours(hours));
  }

  /** As {@code orders.jsonl} holds them. */
  static List<String> orderLines(History history) {
    return ResultFiles.orderLines(history.orders().stream().map(Logged::event).toList());
  }
}
