package io.strategystreams.chaos;

import io.strategystreams.audit.Breach;
import io.strategystreams.chaos.FailOverFigures.Event;
import io.strategystreams.chaos.FailOverFigures.Pauses;
import io.strategystreams.cluster.GroupMembers;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.config.GroupProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Measures how long order flow pauses when instances of the strategy application come and go under
 * load: two run all the time but when one of them is killed, a third comes and is stopped.
 */
public final class FailOverRun {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration AFTER = Duration.ofSeconds(3);

  private final FailOverPlan plan;
  private final Stage stage;
  private final OrderFlow orders;
  private final Load load;
  private final Consumer<String> told;
  private final Map<Event, List<Pauses>> pauses = new EnumMap<>(Event.class);

  private FailOverRun(
      FailOverPlan plan, Stage stage, OrderFlow orders, Load load, Consumer<String> told) {
    this.plan = plan;
    this.stage = stage;
    this.orders = orders;
    this.load = load;
    this.told = told;
  }

  /**
   * Tries one protocol and number of standbys, on a stage of its own.
   *
   * @param directory of the stage
   * @param told how far it is
   * @throws IllegalStateException if an instance does not run, or order flow does not go on
   */
  public static FailOverFigures of(
      FailOverPlan plan,
      GroupProtocol protocol,
      int standbys,
      Path directory,
      Consumer<String> told)
      throws IOException {
    StagePlan stagePlan =
        plan.stage()
            .withEnvironment(Environment.variable(ApplicationKeys.GROUP_PROTOCOL), protocol.id())
            .withEnvironment(
                Environment.variable(ApplicationKeys.NUM_STANDBY_REPLICAS),
                Integer.toString(standbys));
    Consumer<String> named =
        what -> told.accept(protocol.id() + ", standbys " + standbys + ": " + what);
    try (Stage stage = Stage.open(stagePlan, directory)) {
      stage.start(Role.PAPER);
      Application first = stage.start(Role.STRATEGIES);
      Application second = stage.start(Role.STRATEGIES);
      stage.awaitRunning(PATIENCE);
      try (OrderFlow orders = OrderFlow.start(stage.access());
          Load load =
              Load.start(stage, plan.seed(), new Load.Pace(Load.Pace.FULL.beat(), plan.flow()))) {
        FailOverRun run = new FailOverRun(plan, stage, orders, load, named);
        run.measure(first, second);
        load.settle();
        named.accept("waits for rest and audits");
        List<Breach> breaches = run.audit();
        return new FailOverFigures(protocol, standbys, run.pauses, orders.count(), breaches);
      }
    }
  }

  private void measure(Application first, Application second) throws IOException {
    long begin = System.nanoTime();
    await("both instances share the tasks", () -> isStable(2));
    awaitOrdersEverywhere(begin);
    Application third = null;
    for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
      told.accept("repetition " + repetition + " of " + plan.repetitions());
      quiet();
      long moment = System.nanoTime();
      if (third == null) {
        third = stage.start(Role.STRATEGIES);
      } else {
        third.forgetState();
        third.start();
      }
      third.awaitRunning(PATIENCE);
      note(Event.JOIN, moment, 3);

      moment = System.nanoTime();
      if (!third.terminate(PATIENCE)) {
        throw new IllegalStateException(third.name() + " must stop when asked: " + third.output());
      }
      note(Event.STOP, moment, 2);

      moment = System.nanoTime();
      second.kill();
      note(Event.KILL, moment, 1);

      moment = System.nanoTime();
      second.start();
      second.awaitRunning(PATIENCE);
      note(Event.RESTART, moment, 2);

      if (plan.freezes()) {
        moment = System.nanoTime();
        first.freeze();
        await("the others have the frozen one's tasks", () -> isStable(1));
        first.wake();
        note(Event.FREEZE, moment, 2);
      }
    }
  }

  private void quiet() {
    long moment = System.nanoTime();
    LockSupport.parkNanos(plan.quiet().toNanos());
    await("quiet is over", () -> System.nanoTime() - moment >= plan.quiet().toNanos());
    add(Event.QUIET, moment, System.nanoTime());
  }

  /** Waits until the group has so many members again and orders come from everywhere. */
  private void note(Event event, long moment, int members) {
    await("the group has " + members + " members after: " + event.text(), () -> isStable(members));
    awaitOrdersEverywhere(System.nanoTime());
    add(event, moment, System.nanoTime());
  }

  private void awaitOrdersEverywhere(long since) {
    await(
        "orders come in every partition",
        () ->
            System.nanoTime() - since > AFTER.toNanos()
                && orders.arrivals().stream()
                        .filter(order -> order.at() > since)
                        .mapToInt(OrderFlow.Arrival::partition)
                        .distinct()
                        .count()
                    == orders.partitions());
  }

  private void add(Event event, long begin, long end) {
    Duration all = orders.pauses(begin, end).get(0).length();
    Duration worst = Duration.ZERO;
    for (int partition = 0; partition < orders.partitions(); partition++) {
      Duration longest = orders.pauses(partition, begin, end).get(0).length();
      worst = longest.compareTo(worst) > 0 ? longest : worst;
    }
    pauses.computeIfAbsent(event, e -> new ArrayList<>()).add(new Pauses(all, worst));
    told.accept(
        "%s: no order for %d ms, in one partition for %d ms"
            .formatted(event.text(), all.toMillis(), worst.toMillis()));
  }

  private boolean isStable(int members) {
    String group = stage.configuration().application().applicationId();
    return GroupMembers.of(stage.admin(), group)
        .filter(found -> found.isStable() && found.count() == members)
        .isPresent();
  }

  private List<Breach> audit() {
    try {
      return Rest.await(stage, PATIENCE, this::requireLoad).breaches();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for rest", e);
    }
  }

  private void requireLoad() {
    load.failure()
        .or(orders::failure)
        .ifPresent(
            cause -> {
              throw new IllegalStateException("the load ended: " + cause.getMessage(), cause);
            });
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      requireLoad();
      if (System.nanoTime() > deadline || Thread.interrupted()) {
        throw new IllegalStateException(
            "after " + PATIENCE.toSeconds() + " s this must be so, and is not: " + what);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
