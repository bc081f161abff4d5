package io.strategystreams.cluster;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Whether the brokers are there. */
public final class Brokers {
  private static final Duration ONE_TRY = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private Brokers() {}

  /**
   * Returns when the brokers answer: a client that was not told so would try for minutes.
   *
   * @param patience how long they may be silent; at least one attempt is made
   * @param told is told of each attempt in vain that another follows
   * @param stop ends the waiting, asked between attempts
   * @return whether they answer; false if the waiting was ended
   * @throws ClusterException if they did not answer
   */
  public static boolean await(
      ClusterAccess access, Duration patience, Consumer<String> told, BooleanSupplier stop) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String problem = problem(access);
      if (problem == null) {
        return true;
      }
      if (stop.getAsBoolean()) {
        return false;
      }
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        throw new ClusterException(
            "the brokers at "
                + access.brokers()
                + " must answer within "
                + patience.toSeconds()
                + " s, and did not: "
                + problem
                + ". Are they running, and is bootstrap_servers right?");
      }
      told.accept(
          "the brokers at "
              + access.brokers()
              + " do not answer yet ("
              + problem
              + "); trying for another "
              + left.toSeconds()
              + " s");
      pause();
    }
  }

  /** As {@link #await(ClusterAccess, Duration, Consumer, BooleanSupplier)}, in silence. */
  public static void await(ClusterAccess access, Duration patience) {
    await(access, patience, untold -> {}, () -> false);
  }

  /** Null if they answer. */
  private static String problem(ClusterAccess access) {
    try (Admin admin = access.admin()) {
      try {
        admin.describeCluster().nodes().get(ONE_TRY.toMillis(), TimeUnit.MILLISECONDS);
        return null;
      } catch (TimeoutException e) {
        return "no answer";
      } catch (ExecutionException e) {
        return e.getCause().getMessage();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterException("interrupted while waiting for the brokers", e);
      } finally {
        admin.close(Duration.ZERO);
      }
    } catch (KafkaException e) {
      return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for the brokers", e);
    }
  }
}
