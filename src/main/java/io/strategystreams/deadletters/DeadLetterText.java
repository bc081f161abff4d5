package io.strategystreams.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.TopicEvents;
import io.strategystreams.core.text.Printable;
import io.strategystreams.serde.EventSerde;
import io.strategystreams.serde.RegistryUnavailableException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Dead letters in words and as JSON, decoded where they can be. For one thread. */
public final class DeadLetterText {
  private static final int SHOWN_BYTES = 64;

  private final ClusterAccess access;
  private final Map<String, Deserializer<? extends SpecificRecord>> readers = new HashMap<>();

  public DeadLetterText(ClusterAccess access) {
    this.access = access;
  }

  /** Three lines: place and reason, cause, content. */
  public String lines(DeadLetter letter) {
    StringBuilder text = new StringBuilder();
    text.append(letter.at()).append("  ").append(letter.time());
    text.append("  ").append(shown(letter.reason()));
    text.append("  from ").append(shown(letter.source()));
    text.append("  key ").append(shown(letter.keyText()));
    if (!letter.readBy().isEmpty()) {
      text.append("  read by ").append(shown(letter.readBy()));
    }
    text.append(System.lineSeparator()).append("  ").append(shown(letter.detail()));
    if (!letter.truncated().isEmpty()) {
      text.append(System.lineSeparator()).append("  cut: ").append(shown(letter.truncated()));
    }
    text.append(System.lineSeparator()).append("  ");
    SpecificRecord event = event(letter);
    text.append(event == null ? bytes(letter) : ContractJson.toLine(event));
    return text.toString();
  }

  private static String shown(String text) {
    return Printable.line(String.valueOf(text));
  }

  /** One object; {@code event} is null where the bytes are none, then {@code bytes} shows them. */
  public ObjectNode json(DeadLetter letter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", letter.at())
        .put("source", letter.source())
        .put("reason", letter.reason())
        .put("detail", letter.detail())
        .put("read_by", letter.readBy())
        .put("truncated", letter.truncated().isEmpty() ? null : letter.truncated())
        .put("key", letter.keyText())
        .put("time", letter.time().toString());
    SpecificRecord event = event(letter);
    json.set("event", event == null ? null : ContractJson.toJson(event));
    if (event == null) {
      json.put("bytes", bytes(letter));
    }
    return json;
  }

  /** Null where the bytes are no event of the topic. */
  private SpecificRecord event(DeadLetter letter) {
    if (letter.value() == null || !letter.truncated().isEmpty()) {
      return null;
    }
    Class<? extends SpecificRecord> type = TopicEvents.of(letter.sourceTopic()).orElse(null);
    if (type == null) {
      return null;
    }
    try {
      return readers
          .computeIfAbsent(
              letter.sourceTopic(), none -> EventSerde.of(type, access.serdes()).deserializer())
          .deserialize(letter.sourceTopic(), letter.value());
    } catch (RegistryUnavailableException e) {
      throw new ClusterException(
          "the schema registry must answer for dead letters to be decoded: " + e.getMessage(), e);
    } catch (SerializationException undecodable) {
      return null; // what the letter says already, in its reason or detail
    }
  }

  private static String bytes(DeadLetter letter) {
    byte[] value = letter.value();
    if (value == null) {
      return "no value";
    }
    byte[] shown = Arrays.copyOf(value, Math.min(value.length, SHOWN_BYTES));
    return value.length
        + " bytes"
        + (value.length == 0 ? "" : ": " + HexFormat.ofDelimiter(" ").formatHex(shown))
        + (value.length > SHOWN_BYTES ? " …" : "");
  }
}
