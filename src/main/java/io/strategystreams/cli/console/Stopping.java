package io.strategystreams.cli.console;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: asks what runs to stop and holds the process until it has tidied up.
 *
 * <pre>{@code
 * try (Stopping stopping = new Stopping()) {
 *   while (!stopping.isAsked()) {
 *     …
 *   }
 *   return stopping.endWith(ExitCodes.OK);
 * }
 * }</pre>
 */
public final class Stopping implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The run was asked to stop. */
  public static final class Stopped extends RuntimeException {
    Stopped() {
      super("stopped before the end");
    }
  }

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch tidied = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stopping");
  private volatile OptionalInt exitCode = OptionalInt.empty();

  public Stopping() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /**
   * Waits until it is asked to stop, at most that long.
   *
   * @return whether it is
   */
  public boolean await(Duration most) {
    try {
      return asked.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * @throws Stopped if the run is to stop
   */
  public void check() {
    if (isAsked()) {
      throw new Stopped();
    }
  }

  /**
   * What the process ends with although a signal ended it; without this it ends with the signal's
   * own code, 130 or 143.
   *
   * @return the same code
   */
  public int endWith(int code) {
    exitCode = OptionalInt.of(code);
    return code;
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
    asked.countDown();
    try {
      boolean inTime = tidied.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (inTime && exitCode.isPresent()) {
        // Only halting gives a process that a signal ends a code of its own.
        Runtime.getRuntime().halt(exitCode.getAsInt());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
