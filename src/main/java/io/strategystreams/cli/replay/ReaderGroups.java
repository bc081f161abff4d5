package io.strategystreams.cli.replay;

import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.GroupMembers;
import io.strategystreams.replay.ReadingGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** The consumer groups that a replay waits for, wherever they run. */
final class ReaderGroups {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Admin admin;
  private final List<String> ids;
  private long lookedAt = System.nanoTime();

  ReaderGroups(Admin admin, List<String> ids) {
    this.admin = admin;
    this.ids = List.copyOf(ids);
  }

  /**
   * Returns when all of them have members that have shared the work among themselves.
   *
   * @param told is told whom it waits for
   * @return what each reads
   * @throws ClusterException if one has not after that time
   */
  List<ReadingGroup> await(Duration patience, Consumer<String> told, Stopping stopping) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<ReadingGroup> groups = new ArrayList<>();
    for (String id : ids) {
      Optional<ReadingGroup> group = find(id);
      if (group.isEmpty()) {
        told.accept("waiting for the group " + id + " to run");
      }
      while (group.isEmpty()) {
        if (System.nanoTime() > deadline) {
          throw new ClusterException(
              "a replay in lock-step waits for the group "
                  + id
                  + ", and it must run; start it with: strategies run --clock replay, strategies"
                  + " paper-executor --clock replay. --groups says whom to wait for instead, --speed"
                  + " max for nobody");
        }
        stopping.await(LOOK);
        stopping.check();
        group = find(id);
      }
      groups.add(group.get());
    }
    return groups;
  }

  /** What ended one of them; looks once a second at most. */
  Optional<Throwable> failure() {
    if (System.nanoTime() - lookedAt < LOOK.toNanos()) {
      return Optional.empty();
    }
    lookedAt = System.nanoTime();
    return ids.stream()
        .filter(id -> GroupMembers.of(admin, id).map(GroupMembers::count).orElse(0) == 0)
        .findFirst()
        .map(id -> new ClusterException("the group " + id + " has no member any more"));
  }

  private Optional<ReadingGroup> find(String id) {
    return GroupMembers.of(admin, id)
        .filter(GroupMembers::isStable)
        .map(GroupMembers::topics)
        .filter(topics -> !topics.isEmpty())
        .map((Set<String> topics) -> new ReadingGroup(id, topics));
  }
}
