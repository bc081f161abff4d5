package io.strategystreams.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Keys;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** A topic that grew makes no sound record a wrong one; a truly wrong one stays wrong. */
class PlacementTest {
  private static String keyThatMoves(int from, int to) {
    for (int i = 0; ; i++) {
      String key = "binance:Spot:C" + i + "/USDT";
      if (Keys.partitionFor(key, from) != Keys.partitionFor(key, to)) {
        return key;
      }
    }
  }

  @Test
  void aFixedTopicKnowsOnePlace() {
    Placement fixed = Placement.fixed(4);
    int right = Keys.partitionFor("a", 4);

    assertThat(fixed.misplaced("a", right)).isEmpty();
    assertThat(fixed.misplaced("a", right + 1)).hasValue(right);
  }

  @Test
  void aTopicThatGrewIsLookedAtAgainAndBothPlacesAreRight() {
    AtomicInteger cluster = new AtomicInteger(4);
    Placement growing = Placement.growing(4, cluster::get);
    String key = keyThatMoves(4, 7);
    int before = Keys.partitionFor(key, 4);
    int after = Keys.partitionFor(key, 7);
    assertThat(growing.misplaced(key, after)).as("not grown yet").hasValue(before);

    cluster.set(7);

    assertThat(growing.misplaced(key, after)).isEmpty();
    assertThat(growing.misplaced(key, before)).as("a producer learns of it later").isEmpty();
    int wrong = (Math.max(before, after) + 1) % 7;
    if (wrong != before && wrong != after) {
      assertThat(growing.misplaced(key, wrong)).hasValue(after);
    }
  }

  @Test
  void theClusterIsAskedOnlyWhereAKeySeemsMisplaced() {
    AtomicInteger asked = new AtomicInteger();
    Placement growing =
        Placement.growing(
            4,
            () -> {
              asked.incrementAndGet();
              return 4;
            });
    growing.misplaced("a", Keys.partitionFor("a", 4));
    assertThat(asked).hasValue(0);

    growing.misplaced("a", Keys.partitionFor("a", 4) + 1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNoFaultOfTheRecord() {
    Placement growing =
        Placement.growing(
            4,
            () -> {
              throw new KafkaException("no answer");
            });

    assertThatThrownBy(() -> growing.misplaced("a", Keys.partitionFor("a", 4) + 1))
        .isInstanceOf(KafkaException.class);
  }
}
