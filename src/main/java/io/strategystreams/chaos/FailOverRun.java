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
import java.util.function.Consumer;

/**
 * Measures how long order flow pauses when instances of the strategy application come and go under
 * load: two run all the time but when one of them is killed, a third comes and is stopped.
 */
public final class FailOverRun {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
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
      throws IOException, InterruptedException {
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
        List<Breach> breaches = Rest.await(stage, PATIENCE, run::requireLoad).breaches();
        return new FailOverFigures(protocol, standbys, run.pauses, orders.count(), breaches);
      }
    }
  }

  private void measure(Application first, Application second)
      throws IOException, InterruptedException {
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

  private void quiet() throws InterruptedException {
    long moment = System.nanoTime();
    Waiting.forMoment(moment + plan.quiet().toNanos(), this::requireLoad);
    add(Event.QUIET, moment, System.nanoTime());
  }

  /** Waits until the group has so many members again and orders come from everywhere. */
  private void note(Event event, long moment, int members)
      throws IOException, InterruptedException {
    await("the group has " + members + " members after: " + event.text(), () -> isStable(members));
    awaitOrdersEverywhere(System.nanoTime());
    add(event, moment, System.nanoTime());
  }

  private void awaitOrdersEverywhere(long since) throws IOException, InterruptedException {
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

  private void requireLoad() {
    load.failure()
        .or(orders::failure)
        .ifPresent(
            cause -> {
              throw new IllegalStateException("the load ended: " + cause.getMessage(), cause);
            });
  }

  private void await(String what, Waiting.Condition condition)
      throws IOException, InterruptedException {
    if (!Waiting.until(condition, PATIENCE, this::requireLoad)) {
      throw new IllegalStateException(
          "after " + PATIENCE.toSeconds() + " s this must be so, and is not: " + what);
    }
  }
}
