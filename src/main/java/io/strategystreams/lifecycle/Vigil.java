package io.strategystreams.lifecycle;

import io.strategystreams.lifecycle.Ground.Away;
import io.strategystreams.lifecycle.Ground.Sight;
import io.strategystreams.lifecycle.Ground.Sound;
import io.strategystreams.lifecycle.Ground.Wrong;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at an application's ground while it runs, knows what is away, and stops the application
 * where going on would be wrong. Without it brokers that are away, and topics that change, are met
 * in silence or with a stack trace.
 */
final class Vigil implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final String applicationId;
  private final Ground ground;
  private final Consumer<StartupException> stop;
  private final Thread thread;
  private boolean looksWrong;
  private volatile String away;
  private volatile long lastAway = Long.MIN_VALUE;

  /**
   * @param stop what is to be done where something is wrong
   */
  Vigil(String applicationId, Ground ground, Consumer<StartupException> stop) {
    this.applicationId = applicationId;
    this.ground = ground;
    this.stop = stop;
    this.thread = new Thread(this::watch, applicationId + "-vigil");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What the application waits for; empty if nothing. */
  Optional<String> away() {
    return Optional.ofNullable(away);
  }

  /** Since when nothing has been away; empty if nothing ever was. */
  Optional<Duration> soundFor(long now) {
    return lastAway == Long.MIN_VALUE
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(now - lastAway));
  }

  /** What is wrong around the application in two looks made now; empty if nothing is. */
  Optional<String> wrong() {
    return answered() instanceof Wrong && answered() instanceof Wrong wrong
        ? Optional.of(wrong.problem())
        : Optional.empty();
  }

  /** One look in vain is no answer where brokers are only slow. */
  private Sight answered() {
    Sight first = look();
    return first instanceof Away ? look() : first;
  }

  private void watch() {
    try {
      boolean goesOn = true;
      while (goesOn) {
        goesOn = take(look(), System.nanoTime());
        Thread.sleep(EVERY.toMillis());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Sight look() {
    try {
      return ground.look();
    } catch (RuntimeException e) {
      LOG.error("application {} cannot look at its topics", applicationId, e);
      return new Sound();
    }
  }

  /**
   * Whether it is worth looking again. Stops the application only when two looks in a row say so:
   * one look asks one broker, and what that knows of the topics may be old.
   */
  boolean take(Sight sight, long now) {
    if (sight instanceof Wrong wrong) {
      if (looksWrong) {
        stop.accept(new StartupException(wrong.problem()));
        return false;
      }
      looksWrong = true;
      LOG.warn("application {} looks once more: {}", applicationId, wrong.problem());
      return true;
    }
    looksWrong = false;
    if (sight instanceof Away gone) {
      lastAway = now;
      away = gone.what();
    } else {
      away = null;
    }
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
