package io.strategystreams.chaos;

import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of load and faults on a stage of its own, from start to verdict. */
public final class ChaosRun {
  private static final Duration TO_RUN = Duration.ofMinutes(4);
  private static final Duration TO_READ = Duration.ofMinutes(2);
  private static final Duration TO_FLOW = Duration.ofMinutes(4);
  private static final int FLOWING = 20;

  /** A run in which fewer orders came than one in so many seconds proves little. */
  private static final int SECONDS_AN_ORDER = 4;

  private final ChaosRequest request;
  private final Consumer<String> told;
  private final Runnable check;

  /**
   * @param told is told what happens, a line each, by several threads
   * @param check is asked several times a second; what it throws ends the run
   */
  public ChaosRun(ChaosRequest request, Consumer<String> told, Runnable check) {
    this.request = request;
    this.told = told;
    this.check = check;
  }

  /**
   * Runs it. No process is left afterwards, whatever happens.
   *
   * @throws IllegalStateException if it could not be set up, or the load came to a stop
   */
  public ChaosVerdict run() throws IOException, InterruptedException {
    Path logs = Files.createDirectories(request.out()).resolve("logs");
    try (TemporaryDirectory data = TemporaryDirectory.create("strategy-streams-chaos");
        Stage stage = Stage.open(request.plan(), data.path(), logs)) {
      startApplications(stage);
      try (Supervisor supervisor = new Supervisor(stage, told);
          OrderFlow orders = OrderFlow.start(stage.access());
          Load load = Load.start(stage, request.seed())) {
        return play(stage, supervisor, orders, load);
      }
    }
  }

  private void startApplications(Stage stage) throws IOException {
    told.accept(
        stage.brokers().size()
            + " brokers and "
            + stage.strategies().size()
            + " strategies are there; "
            + request.strategies()
            + " strategy applications and "
            + request.papers()
            + " paper executors start");
    start(stage, Role.STRATEGIES, request.strategies());
    start(stage, Role.PAPER, request.papers());
    check.run();
    stage.awaitRunning(TO_RUN);
  }

  private void start(Stage stage, Role role, int instances) throws IOException {
    for (int number = 1; number <= instances; number++) {
      stage.start(role, request.build(), request.environment().getOrDefault(role, Map.of()));
    }
  }

  private ChaosVerdict play(Stage stage, Supervisor supervisor, OrderFlow orders, Load load)
      throws IOException, InterruptedException {
    await(() -> orders.count() >= FLOWING, TO_FLOW, FLOWING + " orders must come", orders, load);
    told.accept("orders flow; " + request.schedule().faults().size() + " faults follow");
    long begin = System.nanoTime();
    List<FaultOutcome> outcomes =
        new Faults(stage, supervisor, told, () -> look(orders, load))
            .run(request.schedule(), begin);
    Waiting.forMoment(begin + request.duration().toNanos(), () -> look(orders, load));
    for (Application one : stage.applications()) {
      await(one::runs, TO_RUN, one.name() + " must run", orders, load);
    }
    long end = System.nanoTime();
    load.settle();
    told.accept(orders.count() + " orders; nothing new is asked for, waiting for rest");
    Rest.Found found = Rest.await(stage, request.toRest(), () -> look(orders, load));
    // Who reads along may be behind on a busy machine; what it lacks after that it never gets.
    Waiting.until(
        () -> orders.count() >= found.history().orders().size(), TO_READ, () -> look(orders, load));
    ChaosVerdict verdict = verdict(stage, supervisor, orders, load, outcomes, found, begin, end);
    if (!verdict.isClean()) {
      Records.write(stage.access(), request.out().resolve("records"));
    }
    return verdict;
  }

  private ChaosVerdict verdict(
      Stage stage,
      Supervisor supervisor,
      OrderFlow orders,
      Load load,
      List<FaultOutcome> outcomes,
      Rest.Found found,
      long begin,
      long end) {
    Duration lasted = Duration.ofNanos(end - begin);
    List<OrderFlow.Pause> pauses = orders.pauses(begin, end);
    long written = found.history().orders().size();
    List<String> problems = new ArrayList<>();
    if (written < lasted.toSeconds() / SECONDS_AN_ORDER) {
      problems.add(
          "orders must come at least every "
              + SECONDS_AN_ORDER
              + " s on average, were "
              + written
              + " in "
              + lasted.toSeconds()
              + " s");
    }
    if (orders.count() != written) {
      problems.add(
          "who reads committed orders as they come must have read all, once: "
              + written
              + ", was "
              + orders.count());
    }
    return new ChaosVerdict(
        outcomes,
        written,
        found.history().decisions().size(),
        found.history().reports().size(),
        load.flows(),
        Records.count(stage.access(), Topics.DEAD_LETTERS),
        found.breaches(),
        pauses.get(0).length(),
        OrderFlow.median(pauses),
        outcomes.stream().map(one -> around(one, orders)).toList(),
        supervisor.ended(),
        lasted,
        Duration.ofNanos(System.nanoTime() - end),
        problems);
  }

  private ChaosVerdict.Around around(FaultOutcome outcome, OrderFlow orders) {
    Duration horizon = outcome.planned().fault().lasts().plus(request.plan().timeouts().session());
    return new ChaosVerdict.Around(
        orders.around(outcome.beganAt(), horizon).length(),
        orders.aroundWorst(outcome.beganAt(), horizon).length());
  }

  private void await(
      Waiting.Condition there, Duration patience, String must, OrderFlow orders, Load load)
      throws IOException, InterruptedException {
    if (!Waiting.until(there, patience, () -> look(orders, load))) {
      throw new IllegalStateException(
          must
              + " within "
              + patience.toSeconds()
              + " s, and did not; the processes' logs are in "
              + request.out());
    }
  }

  private void look(OrderFlow orders, Load load) {
    check.run();
    Optional<Throwable> failure = load.failure().or(orders::failure);
    if (failure.isPresent()) {
      throw new IllegalStateException(
          "the load came to a stop: " + failure.get().getMessage(), failure.get());
    }
  }
}
