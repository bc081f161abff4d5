package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class DecodedOnceTest {
  private final List<String> decoded = new ArrayList<>();
  private final Serde<String> serde =
      DecodedOnce.of(Serdes.serdeFrom(Serdes.String().serializer(), this::decode));

  @Test
  void theSameArrayIsDecodedOnce() {
    byte[] price = "3000".getBytes(StandardCharsets.UTF_8);

    assertThat(read(price)).isEqualTo("3000");
    assertThat(read(price)).isEqualTo("3000");
    assertThat(decoded).containsExactly("3000");
  }

  @Test
  void anotherArrayIsDecodedWhateverIsInIt() {
    for (int round = 0; round < 5000; round++) {
      assertThat(read(("price" + round).getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("price" + round);
      assertThat(read("same".getBytes(StandardCharsets.UTF_8))).isEqualTo("same");
    }
    assertThat(decoded).hasSize(10_000);
  }

  @Test
  void nothingIsNothing() {
    assertThat(read(null)).isNull();
    assertThat(decoded).isEmpty();
  }

  private String read(byte[] bytes) {
    Deserializer<String> deserializer = serde.deserializer();
    return deserializer.deserialize("store", bytes);
  }

  private String decode(String topic, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    decoded.add(text);
    return text;
  }
}
