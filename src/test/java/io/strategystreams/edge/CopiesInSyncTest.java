package io.strategystreams.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class CopiesInSyncTest {
  private static final Map<String, Integer> TWO = Map.of("orders", 2);

  private static TopicDescription orders(int... inSync) {
    List<Node> nodes = Arrays.stream(inSync).mapToObj(id -> new Node(id, "h", 1)).toList();
    return new TopicDescription(
        "orders",
        false,
        List.of(new TopicPartitionInfo(0, nodes.isEmpty() ? null : nodes.get(0), nodes, nodes)));
  }

  @Test
  void asManyCopiesAsMustBeAreEnough() {
    assertThat(CopiesInSync.shortage(List.of(orders(1, 2)), TWO, Set.of())).isEmpty();
    assertThat(CopiesInSync.shortage(List.of(orders(1, 2, 3)), TWO, Set.of(3))).isEmpty();
  }

  @Test
  void fewerAreNamed() {
    assertThat(CopiesInSync.shortage(List.of(orders(1)), TWO, Set.of()))
        .hasValue("too few copies are in sync for anything to be written: orders-0 has 1 of 2");
  }

  @Test
  void aCopyOfABrokerThatDoesNotAnswerIsNone() {
    assertThat(CopiesInSync.shortage(List.of(orders(1, 2, 3)), TWO, Set.of(2, 3)))
        .hasValue(
            "too few copies are in sync for anything to be written: orders-0 has 1 of 2; brokers"
                + " that do not answer: [2, 3]");
  }

  @Test
  void oneIsNeededWhereNothingIsSaid() {
    assertThat(CopiesInSync.shortage(List.of(orders(1)), Map.of(), Set.of())).isEmpty();
    assertThat(CopiesInSync.shortage(List.of(orders()), Map.of(), Set.of()))
        .hasValueSatisfying(said -> assertThat(said).contains("orders-0 has 0 of 1"));
  }

  @Test
  void oneIsTakenForEnoughOnlyWhereTheBrokersMayNotSay() throws Exception {
    assertThat(CopiesInSync.said(failed(new TopicAuthorizationException(Set.of("orders")))))
        .hasValue(1);
    assertThat(CopiesInSync.said(failed(new TimeoutException("no node")))).isEmpty();
    assertThat(
            CopiesInSync.said(
                KafkaFuture.completedFuture(
                    new Config(List.of(new ConfigEntry("min.insync.replicas", "2"))))))
        .hasValue(2);
  }

  private static KafkaFuture<Config> failed(RuntimeException why) {
    KafkaFutureImpl<Config> answer = new KafkaFutureImpl<>();
    answer.completeExceptionally(why);
    return answer;
  }
}
