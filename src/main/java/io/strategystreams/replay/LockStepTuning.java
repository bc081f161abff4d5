package io.strategystreams.replay;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How an application on Kafka Streams is set for a replay in lock-step: made for short waits, since
 * each hop of a record costs a commit, and a thread that sleeps in a poll does not commit.
 */
public final class LockStepTuning {
  public static final Map<String, Object> SETTINGS =
      Map.of(
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          10,
          StreamsConfig.POLL_MS_CONFIG,
          5,
          StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
          0,
          StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
          5,
          // While the first batch of a transaction waits for the one before to end, a second one
          // would only be refused.
          StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
          1);

  private LockStepTuning() {}
}
