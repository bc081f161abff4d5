package io.strategystreams.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;

/** Whether every copy of every partition has every record. */
final class FullIsr {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private FullIsr() {}

  /**
   * Waits for it.
   *
   * @return whether it was so in time
   */
  static boolean await(Admin admin, Duration patience) throws IOException, InterruptedException {
    return Waiting.until(() -> isFull(admin), patience, Waiting.UNDISTURBED);
  }

  private static boolean isFull(Admin admin) {
    try {
      Set<String> topics =
          admin
              .listTopics(new ListTopicsOptions().listInternal(true))
              .names()
              .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      return admin
          .describeTopics(topics)
          .allTopicNames()
          .get(ANSWER.toSeconds(), TimeUnit.SECONDS)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(one -> one.isr().size() == one.replicas().size());
    } catch (ExecutionException | TimeoutException notNow) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
