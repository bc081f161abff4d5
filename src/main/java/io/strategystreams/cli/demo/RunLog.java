package io.strategystreams.cli.demo;

import io.strategystreams.audit.Breach;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.serde.EventSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a run wrote, read as anyone would read it: committed records only. */
final class RunLog implements AutoCloseable {
  private static final Duration NOT_AT_ALL = Duration.ZERO;
  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final List<String> READ =
      List.of(
          Topics.ORDERS,
          Topics.DECISIONS,
          Topics.EXECUTION_REPORTS,
          Topics.EXPOSURES,
          Topics.PAPER_FLOWS,
          Topics.DEAD_LETTERS);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Deserializer<Order> orderReader;
  private final Deserializer<Decision> decisionReader;
  private final Deserializer<ExecutionReport> reportReader;
  private final Deserializer<Exposure> exposureReader;
  private final Deserializer<PaperFlow> flowReader;
  private final List<Order> orders = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final List<ExecutionReport> reports = new ArrayList<>();
  private final List<Exposure> exposures = new ArrayList<>();
  private final List<PaperFlow> flows = new ArrayList<>();
  private final List<String> deadLetters = new ArrayList<>();

  /**
   * @param partitionCounts by topic
   */
  RunLog(
      Map<String, ?> clientConfig,
      Map<String, ?> serdeConfig,
      Map<String, Integer> partitionCounts) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    this.consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        READ.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, partitionCounts.get(topic))
                        .mapToObj(number -> new TopicPartition(topic, number)))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.orderReader = reader(Order.class, serdeConfig);
    this.decisionReader = reader(Decision.class, serdeConfig);
    this.reportReader = reader(ExecutionReport.class, serdeConfig);
    this.exposureReader = reader(Exposure.class, serdeConfig);
    this.flowReader = reader(PaperFlow.class, serdeConfig);
  }

  /** Takes what has come in already; does not wait. */
  void catchUp() {
    consumer.poll(NOT_AT_ALL).forEach(this::take);
  }

  /** Reads until nothing that is written now is unread. */
  void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      consumer.poll(A_MOMENT).forEach(this::take);
    }
  }

  /** Orders read so far. */
  int orderCount() {
    return orders.size();
  }

  /**
   * Everything read so far.
   *
   * @param breaches what an audit found
   */
  RunRecords records(List<Breach> breaches) {
    return new RunRecords(
        List.copyOf(orders),
        List.copyOf(decisions),
        List.copyOf(reports),
        List.copyOf(exposures),
        List.copyOf(flows),
        List.copyOf(deadLetters),
        List.copyOf(breaches));
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    switch (record.topic()) {
      case Topics.ORDERS -> orders.add(read(orderReader, record));
      case Topics.DECISIONS -> decisions.add(read(decisionReader, record));
      case Topics.EXECUTION_REPORTS -> reports.add(read(reportReader, record));
      case Topics.EXPOSURES -> exposures.add(read(exposureReader, record));
      case Topics.PAPER_FLOWS -> flows.add(read(flowReader, record));
      case Topics.DEAD_LETTERS -> deadLetters.add(describe(record));
      default -> throw new IllegalStateException("nobody asked for " + record.topic());
    }
  }

  private static <T> T read(Deserializer<T> reader, ConsumerRecord<String, byte[]> record) {
    return reader.deserialize(record.topic(), record.headers(), record.value());
  }

  private static String describe(ConsumerRecord<String, byte[]> record) {
    StringBuilder text = new StringBuilder("key " + record.key());
    for (Header header : record.headers()) {
      text.append(", ").append(header.key()).append(' ');
      text.append(new String(header.value(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static <T extends SpecificRecord> Deserializer<T> reader(
      Class<T> type, Map<String, ?> serdeConfig) {
    return EventSerde.of(type, serdeConfig).deserializer();
  }
}
