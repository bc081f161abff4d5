package io.strategystreams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;

/** Looks at dead letters. */
public final class DeadLetterProbe {
  private DeadLetterProbe() {}

  /** Exactly one, of that poison, whole and with its cause. */
  public static void assertThatOnly(
      List<TestRecord<byte[], byte[]>> letters, Poison poison, String topic, String application) {
    assertThat(letters).as(poison.name()).hasSize(1);
    TestRecord<byte[], byte[]> letter = letters.get(0);
    Map<String, String> headers = headers(letter);
    assertThat(headers)
        .as(poison.name())
        .containsEntry("reason", poison.reason().name())
        .containsEntry("source_topic", topic)
        .containsEntry("source_partition", "0")
        .containsEntry("read_by", application)
        .containsKey("source_offset")
        .doesNotContainKeys("truncated", "strategy_streams_stamp");
    assertThat(headers.get("detail")).as(poison.name()).contains(poison.detail());
    assertThat(letter.key()).as(poison.name()).isEqualTo(poison.key());
    assertThat(letter.value()).as(poison.name()).isEqualTo(poison.value());
    assertThat(letter.timestamp()).as(poison.name()).isBetween(0L, Poison.FAR_AHEAD - 1);
    if (letter.headers().lastHeader("trace") != null) {
      Header[] all = letter.headers().toArray();
      assertThat(all[0].key()).isEqualTo("trace");
      assertThat(all[0].value()).containsExactly(7);
      assertThat(all[1].key()).isEqualTo("reason");
      assertThat(new String(all[1].value(), StandardCharsets.UTF_8)).isEqualTo("its own");
    }
  }

  /** The last header of each name, as text. */
  public static Map<String, String> headers(TestRecord<byte[], byte[]> letter) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : letter.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }
}
