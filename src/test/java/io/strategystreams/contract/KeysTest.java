package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class KeysTest {

  @Property(seed = "20240601")
  void keysLieWhereJavasProducerPutsThem(
      @ForAll @StringLength(max = 40) String key, @ForAll @IntRange(min = 1, max = 64) int count) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);

    assertThat(Keys.partitionFor(key, count))
        .isEqualTo(BuiltInPartitioner.partitionForKey(bytes, count))
        .isBetween(0, count - 1);
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
