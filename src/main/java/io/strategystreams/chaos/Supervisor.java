package io.strategystreams.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Starts applications again that ended by themselves, as an orchestrator does, and remembers what
 * they said last. One whose end is meant is held until it is released.
 */
final class Supervisor implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LAST_LINES = 12;

  private final Stage stage;
  private final Consumer<String> told;
  private final Set<Application> held = new HashSet<>();
  private final List<ChaosVerdict.Ended> ended = new ArrayList<>();
  private final Thread thread = new Thread(this::watch, "supervisor");
  private volatile boolean closed;

  Supervisor(Stage stage, Consumer<String> told) {
    this.stage = stage;
    this.told = told;
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on its end is meant. */
  synchronized void hold(Application application) {
    held.add(application);
  }

  /** From now on it is started again when it ends. */
  synchronized void release(Application application) {
    held.remove(application);
  }

  /** What ended by itself so far. */
  synchronized List<ChaosVerdict.Ended> ended() {
    return List.copyOf(ended);
  }

  private void watch() {
    while (!closed) {
      stage.applications().forEach(this::look);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private synchronized void look(Application application) {
    if (closed || held.contains(application) || application.isAlive() || application.isClosed()) {
      return;
    }
    try {
      List<String> lines = application.output().lines().toList();
      ChaosVerdict.Ended one =
          new ChaosVerdict.Ended(
              application.name(),
              application.exitCode().orElse(-1),
              lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
      ended.add(one);
      told.accept(one.name() + " ended by itself with " + one.exitCode() + ", started again");
      application.start();
    } catch (IOException e) {
      told.accept(application.name() + " could not be started again: " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
