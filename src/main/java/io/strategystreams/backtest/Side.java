package io.strategystreams.backtest;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** One application of the loop in a driver of its own: bytes in, bytes out. */
final class Side implements AutoCloseable {
  private final TopologyTestDriver driver;
  private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
  private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();

  /**
   * @param topology with stores in memory only
   */
  Side(Topology topology, String applicationId, Instant start) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    // Whatever is there is processed at once: looking which partitions might yet fill takes longer.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    this.driver = new TopologyTestDriver(topology, properties, start);
  }

  /** Processes a record and all that the application itself makes of it. */
  void take(String topic, TestRecord<byte[], byte[]> record) {
    inputs
        .computeIfAbsent(
            topic,
            name ->
                driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
        .pipeInput(record);
  }

  /** What was written to a topic since it was last asked for. */
  List<TestRecord<byte[], byte[]>> written(String topic) {
    TestOutputTopic<byte[], byte[]> output =
        outputs.computeIfAbsent(
            topic,
            name ->
                driver.createOutputTopic(
                    name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    return output.isEmpty() ? List.of() : output.readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
