package io.strategystreams.cli.replay;

import io.strategystreams.cli.console.Progress;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cli.flow.PaperAccounts;
import io.strategystreams.cluster.Brokers;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.MarketTime;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.cluster.TopicSpec;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.FlowSchedule;
import io.strategystreams.replay.EventPublisher;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.RestWatch;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** One replay to a cluster. */
public final class ReplayRun {
  private static final Duration BROKERS = Duration.ofSeconds(10);
  private static final Duration GROUPS = Duration.ofSeconds(60);
  private static final Duration REST = Duration.ofSeconds(120);

  private final ReplayRequest request;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * @param out where progress is told
   * @param err where is told what it waits for
   */
  public ReplayRun(ReplayRequest request, PrintWriter out, PrintWriter err) {
    this.request = request;
    this.out = out;
    this.err = err;
  }

  /**
   * Publishes the market and returns when it is all published, in lock-step when all that follows
   * from it has happened.
   *
   * @return whether it came to the end; it does not if it is asked to stop
   * @throws IllegalArgumentException if there is no market in that time, or the flows cannot be
   *     read
   * @throws ClusterException if the cluster is not as it must be, or does not come to rest
   */
  public boolean run(Stopping stopping) {
    requireMarket();
    List<PaperFlow> flows = new ArrayList<>();
    request.flows().ifPresent(file -> flows.addAll(ReplayFlows.of(file)));
    ClusterAccess access = ClusterAccess.of(request.configuration().application());
    Brokers.await(access, BROKERS);
    try (Admin admin = access.admin();
        EventPublisher publisher = new EventPublisher(access.client(), access.serdes())) {
      TopicPlan plan = TopicPlan.of(request.configuration().application());
      Map<String, TopicSpec> topics =
          ReplayChecks.require(admin, plan, request.from(), Instant.now());
      Runnable rest = rest(admin, topics, stopping);
      rest.run();
      Optional<Instant> there = there(access);
      Left left = left(there);
      left.lastThere()
          .ifPresent(last -> flows.removeIf(flow -> !flow.getEventTime().isAfter(last)));
      PaperAccounts accounts = PaperAccounts.read(access);
      if (request.capital()) {
        flows.addAll(
            ReplayFlows.openings(access, accounts, request.configuration(), request.from()));
      }
      out.println(
          "%s, %s to %s: %d instants, %d flows into paper accounts"
              .formatted(
                  request.market().description(),
                  request.from(),
                  request.to(),
                  left.instants(),
                  flows.size()));
      out.flush();
      publish(
          new LockStep(publisher, rest),
          new FlowSchedule(flows, accounts.modes()),
          left.instants(),
          there,
          stopping);
      return true;
    } catch (Stopping.Stopped stopped) {
      return false;
    }
  }

  /** Up to when the market was published before; empty where nothing is left out. */
  private Optional<Instant> there(ClusterAccess access) {
    if (request.goOn()) {
      return MarketTime.latest(access);
    }
    ReplayChecks.requireFuture(access, request.from());
    return Optional.empty();
  }

  private void publish(
      LockStep lockStep,
      FlowSchedule flows,
      int instants,
      Optional<Instant> there,
      Stopping stopping) {
    Progress progress = new Progress(out, request.terminal(), instants, System::nanoTime);
    long started = System.nanoTime();
    Instant first = null;
    try (MarketFeed feed = request.market().open(request.from(), request.to())) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (isThere(instant, there)) {
          continue;
        }
        if (first == null) {
          first = instant.time();
        }
        Duration early =
            request.pace().due(first, instant.time()).minusNanos(System.nanoTime() - started);
        if (!early.isNegative()) {
          stopping.await(early);
        }
        if (stopping.isAsked()) {
          out.println();
          out.println(
              "Stopped; all before "
                  + instant.time()
                  + " is published. Go on with --from "
                  + instant.time());
          out.flush();
          stopping.check();
        }
        lockStep.step(instant, isBegun(instant, there) ? List.of() : flows.due(instant));
        progress.done(instant.time(), "");
      }
    }
  }

  /** What an instant ends with: all at rest in lock-step, else at once. */
  private Runnable rest(Admin admin, Map<String, TopicSpec> topics, Stopping stopping) {
    if (!request.pace().lockStep()) {
      return () -> {};
    }
    ReaderGroups groups = new ReaderGroups(admin, request.groups());
    Map<String, Integer> partitions = new HashMap<>();
    topics.values().forEach(topic -> partitions.put(topic.name(), topic.partitions()));
    RestWatch watch =
        new RestWatch(
            admin, partitions, groups.await(GROUPS, err::println, stopping), REST, groups::failure);
    requireReplayClock(admin, partitions.get(Topics.MARKET_DATA), stopping);
    return () -> {
      try {
        watch.await();
      } catch (IllegalStateException e) {
        throw new ClusterException(e.getMessage(), e);
      }
    };
  }

  /** An application on the live clock makes ticks of today, after which last year is the past. */
  private void requireReplayClock(Admin admin, int partitions, Stopping stopping) {
    long before = MarketEnd.of(admin, partitions);
    Duration tick = request.configuration().application().tickInterval();
    stopping.await(tick.plus(tick.dividedBy(2)));
    if (MarketEnd.of(admin, partitions) != before) {
      throw new ClusterException(
          "somebody else writes to "
              + Topics.MARKET_DATA
              + ": the strategy application must be started with --clock replay, and there must be"
              + " one replay at a time");
    }
  }

  private void requireMarket() {
    if (left(Optional.empty()).instants() == 0) {
      throw new IllegalArgumentException(
          "no prices from "
              + request.from()
              + " to "
              + request.to()
              + " in the "
              + request.market().description());
    }
  }

  /**
   * What is still to be published.
   *
   * @param lastThere the last instant whose flows were published, empty where none was
   */
  private record Left(int instants, Optional<Instant> lastThere) {}

  private Left left(Optional<Instant> there) {
    int instants = 0;
    Optional<Instant> last = Optional.empty();
    try (MarketFeed feed = request.market().open(request.from(), request.to())) {
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        if (isBegun(instant, there)) {
          last = Optional.of(instant.time());
        }
        instants += isThere(instant, there) ? 0 : 1;
      }
    }
    return new Left(instants, last);
  }

  /** Whether all of it was published: to its second tick. */
  private static boolean isThere(MarketInstant instant, Optional<Instant> there) {
    return there.isPresent() && !LockStep.end(instant.time()).isAfter(there.get());
  }

  /** Whether its prices were published, before which its flows were. */
  private static boolean isBegun(MarketInstant instant, Optional<Instant> there) {
    return there.isPresent() && !instant.time().isAfter(there.get());
  }
}
