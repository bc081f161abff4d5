package io.strategystreams.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupSubtopologyDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Who is in a group, whichever protocol it follows: brokers describe the two by different requests.
 *
 * @param count of its members; one that was killed counts until its session ends
 * @param isStable whether all have the work they are meant to have
 * @param topics that members read at this moment
 */
public record GroupMembers(int count, boolean isStable, Set<String> topics) {
  public GroupMembers {
    topics = Set.copyOf(topics);
  }

  /**
   * Asks the brokers.
   *
   * @return empty if there is no such group, or it is about to go
   * @throws ClusterException if they do not tell
   */
  public static Optional<GroupMembers> of(Admin admin, String group) {
    try {
      Optional<GroupMembers> classic = classic(admin, group);
      return classic.isPresent() ? classic : streams(admin, group);
    } catch (ExecutionException e) {
      throw new ClusterException(
          "the brokers do not say who is in the group " + group + ": " + e.getCause().getMessage(),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking for the group " + group, e);
    }
  }

  private static Optional<GroupMembers> classic(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      ConsumerGroupDescription found =
          admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get();
      Set<String> topics =
          found.members().stream()
              .flatMap(member -> member.assignment().topicPartitions().stream())
              .map(TopicPartition::topic)
              .collect(Collectors.toSet());
      return present(found.groupState(), found.members().size(), topics);
    } catch (ExecutionException e) {
      return absent(e);
    }
  }

  private static Optional<GroupMembers> streams(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    try {
      StreamsGroupDescription found =
          admin.describeStreamsGroups(List.of(group)).describedGroups().get(group).get();
      Map<String, List<String>> sources =
          found.subtopologies().stream()
              .collect(
                  Collectors.toMap(
                      StreamsGroupSubtopologyDescription::subtopologyId,
                      StreamsGroupSubtopologyDescription::sourceTopics));
      Set<String> topics =
          found.members().stream()
              .flatMap(member -> member.assignment().activeTasks().stream())
              .flatMap(tasks -> sources.getOrDefault(tasks.subtopologyId(), List.of()).stream())
              .collect(Collectors.toSet());
      return present(found.groupState(), found.members().size(), topics);
    } catch (ExecutionException e) {
      // Brokers that do not know such groups have none.
      return e.getCause() instanceof UnsupportedVersionException ? Optional.empty() : absent(e);
    }
  }

  private static Optional<GroupMembers> present(GroupState state, int count, Set<String> topics) {
    return state == GroupState.DEAD
        ? Optional.empty()
        : Optional.of(new GroupMembers(count, state == GroupState.STABLE, topics));
  }

  private static Optional<GroupMembers> absent(ExecutionException failure)
      throws ExecutionException {
    if (failure.getCause() instanceof GroupIdNotFoundException) {
      return Optional.empty();
    }
    throw failure;
  }
}
