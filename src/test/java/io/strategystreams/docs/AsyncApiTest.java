package io.strategystreams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.OrderHeaders;
import io.strategystreams.contract.TopicEvents;
import io.strategystreams.contract.Topics;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/asyncapi.yaml} says what the code does. */
class AsyncApiTest {
  private static final Path FILE = Path.of("docs", "asyncapi.yaml");
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(Files.readString(FILE));
  }

  static List<String> topics() {
    List<String> topics = new ArrayList<>(Topics.ALL);
    topics.add(Topics.PAPER_FLOWS);
    return topics;
  }

  @Test
  void itHasEveryTopicAndNoOther() {
    assertThat(names(document.get("channels"))).containsExactlyElementsOf(topics());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void aTopicCarriesItsEventByItsSchema(String topic) {
    JsonNode channel = document.get("channels").get(topic);
    assertThat(channel.get("address").asText()).isEqualTo(topic);
    String event = TopicEvents.of(topic).map(Class::getSimpleName).orElse("DeadLetter");
    assertThat(names(channel.get("messages"))).containsExactly(event);
    JsonNode message =
        document.at(channel.at("/messages/" + event + "/$ref").asText().substring(1));
    assertThat(message.isMissingNode()).isFalse();
    if (TopicEvents.of(topic).isPresent()) {
      Path schema = FILE.getParent().resolve(message.at("/payload/schema/$ref").asText());
      assertThat(schema).exists();
      assertThat(schema.normalize()).isEqualTo(Path.of("schemas", event + ".avsc"));
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void compactedTopicsAreMarked(String topic) {
    assertThat(
            document
                .get("channels")
                .get(topic)
                .at("/bindings/kafka/topicConfiguration/cleanup.policy/0")
                .asText()
                .equals("compact"))
        .isEqualTo(Topics.COMPACTED.contains(topic));
  }

  @Test
  void theApplicationReadsAndWritesWhatItSays() {
    Set<String> read = new HashSet<>();
    Set<String> written = new HashSet<>();
    document
        .get("operations")
        .forEach(
            operation -> {
              String topic = operation.at("/channel/$ref").asText().replace("#/channels/", "");
              (operation.get("action").asText().equals("receive") ? read : written).add(topic);
            });
    assertThat(written)
        .containsExactlyInAnyOrder(
            Topics.MARKET_DATA,
            Topics.STRATEGY_CONTROLS,
            Topics.ORDERS,
            Topics.DECISIONS,
            Topics.DEAD_LETTERS);
    Set<String> inputs = new HashSet<>(Topics.ALL);
    inputs.removeAll(List.of(Topics.ORDERS, Topics.DECISIONS, Topics.DEAD_LETTERS));
    assertThat(read).isEqualTo(inputs);
  }

  @Test
  void headersAreThoseOfTheCode() {
    assertThat(names(document.at("/components/schemas/OrderHeaders/properties")))
        .containsExactlyInAnyOrderElementsOf(constants(OrderHeaders.class));
    assertThat(names(document.at("/components/schemas/DeadLetterHeaders/properties")))
        .containsExactlyInAnyOrderElementsOf(constants(DeadLetterHeaders.class));
    List<String> reasons = new ArrayList<>();
    document
        .at("/components/schemas/DeadLetterHeaders/properties/reason/enum")
        .forEach(reason -> reasons.add(reason.asText()));
    assertThat(reasons)
        .containsExactlyElementsOf(
            Arrays.stream(DeadLetterReason.values()).map(Enum::name).toList());
  }

  @Test
  void everyMessageHasATopic() {
    Set<String> events = new HashSet<>();
    for (Class<? extends SpecificRecord> event : TopicEvents.all().values()) {
      events.add(event.getSimpleName());
    }
    events.add("DeadLetter");
    assertThat(new HashSet<>(names(document.at("/components/messages")))).isEqualTo(events);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> constants(Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(field -> Modifier.isPublic(field.getModifiers()))
        .map(AsyncApiTest::value)
        .toList();
  }

  private static String value(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
