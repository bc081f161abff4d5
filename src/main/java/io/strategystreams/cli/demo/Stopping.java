package io.strategystreams.cli.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the run to stop and holds the process until it has tidied up. The run looks at
 * {@link #check()} between instants and while it waits for rest.
 */
final class Stopping implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The run was asked to stop. */
  static final class Stopped extends RuntimeException {
    Stopped() {
      super("stopped before the end");
    }
  }

  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "demo-stop");
  private volatile boolean asked;

  Stopping() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * @throws Stopped if the run is to stop
   */
  void check() {
    if (asked) {
      throw new Stopped();
    }
  }

  /** To be called when everything is tidied up. */
  @Override
  public void close() {
    tidied.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process is ending: it is this hook that waits.
    }
  }

  private void stopAndWait() {
    asked = true;
    try {
      tidied.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
