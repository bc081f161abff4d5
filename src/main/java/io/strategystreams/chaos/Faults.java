package io.strategystreams.chaos;

import io.strategystreams.chaos.FaultSchedule.Planned;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Does what a {@link FaultSchedule} says, each fault in a thread of its own. */
final class Faults {
  /** What a process that {@code kill -9} ended ends with: 128 and the signal's number. */
  private static final int KILLED = 137;

  private static final Duration FOR_EVER = Duration.ofDays(1);
  private static final Duration TO_RUN_AGAIN = Duration.ofMinutes(4);
  private static final Duration TO_BE_FENCED = Duration.ofSeconds(60);
  private static final int TRIES = 3;
  private static final Duration TO_END = Duration.ofSeconds(5);

  /** What a thread says that lost what it had in hand, or the lifecycle that replaces one. */
  private static final Pattern FENCED =
      Pattern.compile("thread is being fenced|lost due to missed rebalance|lost a transaction");

  private final Stage stage;
  private final Supervisor supervisor;
  private final Consumer<String> told;
  private final Runnable check;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private volatile long begin;

  /**
   * @param told is told of each fault as it happens and as it ended
   * @param check is asked several times a second, and throws if all is to stop
   */
  Faults(Stage stage, Supervisor supervisor, Consumer<String> told, Runnable check) {
    this.stage = stage;
    this.supervisor = supervisor;
    this.told = told;
    this.check = check;
  }

  /**
   * Does them all and returns when the last one is over.
   *
   * @param from from which their times count, as {@link System#nanoTime} tells it
   * @return in the schedule's order
   */
  List<FaultOutcome> run(FaultSchedule schedule, long from) throws IOException {
    begin = from;
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "fault");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<FaultOutcome>> running = new ArrayList<>();
      for (Planned planned : schedule.faults()) {
        Waiting.forMoment(begin + planned.at().toNanos(), check);
        running.add(threads.submit(() -> perform(planned)));
      }
      List<FaultOutcome> outcomes = new ArrayList<>();
      for (Future<FaultOutcome> one : running) {
        Waiting.until(one::isDone, FOR_EVER, check);
        outcomes.add(one.get());
      }
      return outcomes;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a fault could not be made", failure.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted among faults", e);
    } finally {
      end(threads);
    }
  }

  /** Returns when no fault is under way any more: none starts what its stage is about to end. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      threads.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private FaultOutcome perform(Planned planned) throws IOException, InterruptedException {
    String turn = planned.fault() instanceof Fault.OfBroker ? "brokers" : planned.fault().victim();
    ReentrantLock lock = locks.computeIfAbsent(turn, one -> new ReentrantLock(true));
    lock.lockInterruptibly();
    try {
      FaultOutcome outcome =
          planned.fault() instanceof Fault.OfBroker broker
              ? broker(planned, broker)
              : application(planned, (Fault.OfApplication) planned.fault());
      told.accept(at(outcome.beganAt()) + outcome.text());
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  private FaultOutcome broker(Planned planned, Fault.OfBroker fault)
      throws IOException, InterruptedException {
    Jvm victim = stage.brokers().get(fault.number() - 1);
    if (!FullIsr.await(stage.admin(), TO_RUN_AGAIN)) {
      return FaultOutcome.leftAlone(
          planned, "not every copy had every record within " + TO_RUN_AGAIN.toSeconds() + " s");
    }
    boolean ran = victim.isAlive();
    long began = tell(fault);
    victim.kill();
    int code = victim.exitCode().orElse(-1);
    Thread.sleep(fault.lasts().toMillis());
    victim.start();
    long started = System.nanoTime();
    boolean full = FullIsr.await(stage.admin(), TO_RUN_AGAIN);
    return new FaultOutcome(
        planned,
        began,
        ran && code == KILLED && full,
        full
            ? killed(code) + ", had every record again"
            : "did not get every record within " + TO_RUN_AGAIN.toSeconds() + " s",
        since(started));
  }

  private FaultOutcome application(Planned planned, Fault.OfApplication fault)
      throws IOException, InterruptedException {
    Application victim = stage.applications(fault.role()).get(fault.number() - 1);
    if (!awaitWork(victim)) {
      return FaultOutcome.leftAlone(
          planned, "had no work within " + TO_RUN_AGAIN.toSeconds() + " s");
    }
    supervisor.hold(victim);
    try {
      return fault.kind() == Fault.Kind.KILL ? kill(planned, victim) : silence(planned, victim);
    } finally {
      supervisor.release(victim);
    }
  }

  /**
   * Frozen or cut off. One that lost its partitions on its own in the moment before has nothing
   * left to be fenced from: then it is done again.
   */
  private FaultOutcome silence(Planned planned, Application victim)
      throws IOException, InterruptedException {
    FaultOutcome outcome = silenceOnce(planned, victim);
    for (int tried = 1; tried < TRIES && !outcome.happened() && awaitWork(victim); tried++) {
      told.accept(victim.name() + " had nothing in hand when it was hit; once more");
      supervisor.hold(victim);
      outcome = silenceOnce(planned, victim);
    }
    return outcome;
  }

  private FaultOutcome silenceOnce(Planned planned, Application victim)
      throws IOException, InterruptedException {
    Fault fault = planned.fault();
    boolean freezes = fault.kind() == Fault.Kind.FREEZE;
    long size = victim.logSize();
    long began = tell(fault);
    if (freezes) {
      victim.freeze();
    } else {
      victim.cut();
    }
    Thread.sleep(fault.lasts().toMillis());
    if (freezes) {
      victim.wake();
    } else {
      victim.mend();
    }
    supervisor.release(victim);
    return fenced(planned, victim, began, size);
  }

  private FaultOutcome kill(Planned planned, Application victim)
      throws IOException, InterruptedException {
    boolean ran = victim.isAlive();
    long began = tell(planned.fault());
    victim.kill();
    int code = victim.exitCode().orElse(-1);
    Thread.sleep(planned.fault().lasts().toMillis());
    victim.start();
    supervisor.release(victim);
    long started = System.nanoTime();
    boolean runs = Waiting.until(victim::runs, TO_RUN_AGAIN, Waiting.UNDISTURBED);
    return new FaultOutcome(
        planned,
        began,
        ran && code == KILLED && runs,
        runs
            ? killed(code) + ", ran again"
            : "did not run again within " + TO_RUN_AGAIN.toSeconds() + " s",
        since(started));
  }

  private FaultOutcome fenced(Planned planned, Application victim, long began, long logSize)
      throws IOException, InterruptedException {
    long back = System.nanoTime();
    boolean fenced =
        Waiting.until(
            () -> FENCED.matcher(victim.logSince(logSize)).find(),
            TO_BE_FENCED,
            Waiting.UNDISTURBED);
    return new FaultOutcome(
        planned,
        began,
        fenced,
        fenced ? "was fenced and joined anew" : "was not fenced: its log says nothing of it",
        since(back));
  }

  /** One without a task would not be missed. */
  private static boolean awaitWork(Application victim) throws IOException, InterruptedException {
    return Waiting.until(victim::hasTasks, TO_RUN_AGAIN, Waiting.UNDISTURBED);
  }

  /** Tells that it begins, and when that is. */
  private long tell(Fault fault) {
    long now = System.nanoTime();
    told.accept(at(now) + fault.kind().name().toLowerCase(Locale.ROOT) + " " + fault.victim());
    return now;
  }

  private String at(long nanos) {
    return String.format(
        Locale.ROOT, "%6.1f s  ", Duration.ofNanos(nanos - begin).toMillis() / 1e3);
  }

  private static String killed(int code) {
    return code == KILLED ? "killed" : "ended with " + code;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
