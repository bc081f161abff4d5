package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Test
  void keysLieWhereJavasProducerPutsThem() {
    Random random = new Random(20240601);
    for (int i = 0; i < 1000; i++) {
      String key = key(random);
      int count = 1 + random.nextInt(64);
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);

      assertThat(Keys.partitionFor(key, count))
          .as("'%s' of %d", key, count)
          .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, count))
          .isBetween(0, count - 1);
    }
  }

  /** Up to forty characters of any kind. */
  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int left = random.nextInt(41); left > 0; left--) {
      key.append((char) (random.nextBoolean() ? ' ' + random.nextInt(95) : random.nextInt(65_536)));
    }
    return key.toString();
  }

  /** Fixed figures, which producers in other languages can be tested against. */
  @Test
  void knownKeysLieInKnownPartitions() {
    assertThat(Keys.partitionFor("eth_basis", 8)).isEqualTo(5);
    assertThat(Keys.partitionFor("eth_basis@fund-17", 8)).isEqualTo(3);
    assertThat(Keys.partitionFor("btc_basis", 8)).isEqualTo(1);
  }

  @Test
  void noKeyAndNoPartitionAreRefused() {
    assertThatThrownBy(() -> Keys.partitionFor(null, 4)).hasMessageEndingWith("was null");
    assertThatThrownBy(() -> Keys.partitionFor("a", 0)).hasMessageEndingWith("was 0");
  }
}
