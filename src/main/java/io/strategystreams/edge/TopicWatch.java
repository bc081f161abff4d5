package io.strategystreams.edge;

import io.strategystreams.lifecycle.Ground;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * Looks at the topics of an application while it runs. What was checked before the start must go on
 * to hold: Kafka Streams meets a topic that grew, went away or was made anew some minutes later,
 * with an exception that names neither cause nor remedy, or not at all.
 */
public final class TopicWatch implements Ground {
  private static final int PATIENCE_MILLIS = 4_000;

  private final Admin admin;
  private final TopicChecks checks;
  private final CopiesInSync copies;

  /** A topic that is deleted and made again has another id. */
  private final Map<String, Uuid> known = new HashMap<>();

  /**
   * @param admin stays the caller's, who closes it after the application
   */
  public TopicWatch(Admin admin, TopicChecks checks) {
    this.admin = admin;
    this.checks = checks;
    this.copies = new CopiesInSync(admin, PATIENCE_MILLIS);
  }

  @Override
  public synchronized Sight look() {
    Collection<String> topics = checks.topics();
    Map<String, TopicDescription> found;
    try {
      found =
          TopicCounts.described(
              admin, topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS));
    } catch (KafkaException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      return new Away("the brokers do not answer (" + why.getMessage() + ")");
    }
    Set<String> gone = new TreeSet<>(known.keySet());
    gone.removeAll(found.keySet());
    if (!gone.isEmpty()) {
      return new Wrong(lost(gone, "were deleted"));
    }
    Set<String> anew = new TreeSet<>();
    found.forEach(
        (topic, now) -> {
          Uuid before = known.putIfAbsent(topic, now.topicId());
          if (before != null && !before.equals(now.topicId())) {
            anew.add(topic);
          }
        });
    if (!anew.isEmpty()) {
      return new Wrong(lost(anew, "were deleted and made anew"));
    }
    Map<String, Integer> counts = new TreeMap<>();
    found.forEach((topic, described) -> counts.put(topic, described.partitions().size()));
    return checks
        .problem(counts)
        .<Sight>map(problem -> new Wrong("the topics changed while it ran: " + problem))
        .orElseGet(() -> copies(found));
  }

  private Sight copies(Map<String, TopicDescription> found) {
    try {
      return copies.shortage(found).<Sight>map(Away::new).orElseGet(Sound::new);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Sound();
    }
  }

  private String lost(Set<String> topics, String how) {
    List<String> changelogs = topics.stream().filter(checks.changelogs()::contains).toList();
    return "topics "
        + how
        + " while it ran: "
        + String.join(", ", topics)
        + (changelogs.isEmpty()
            ? ". What was in them and not read is gone; make them with: strategies topics --create,"
                + " and see that their writers write again what counts"
            : ". The state they held is gone, and that of this instance with it: begin anew under"
                + " another application_id (docs/operations.md, Disaster)");
  }
}
