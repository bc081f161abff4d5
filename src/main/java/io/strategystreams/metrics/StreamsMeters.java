package io.strategystreams.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Which of Kafka's own meters are exported. A client has some hundreds for each broker, topic and
 * partition it knows; left out are those by broker, and those by topic of producers, which multiply
 * and tell nothing that is not told by client.
 */
final class StreamsMeters implements MeterFilter {
  private static final Set<String> BY_BROKER_OR_TOPIC =
      Set.of(
          "kafka.producer.node.",
          "kafka.consumer.node.",
          "kafka.admin.client.node.",
          "kafka.producer.topic.");

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return BY_BROKER_OR_TOPIC.stream().anyMatch(id.getName()::startsWith)
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }
}
