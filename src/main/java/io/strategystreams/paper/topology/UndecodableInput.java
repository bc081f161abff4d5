package io.strategystreams.paper.topology;

import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Topics;
import io.strategystreams.serde.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that are no event go to the dead letters with key, value and headers as they were read, and
 * processing continues. A registry that does not answer says nothing of the bytes: the thread fails
 * and is restarted.
 */
public final class UndecodableInput implements DeserializationExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(UndecodableInput.class);

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (isRegistrySilent(exception)) {
      LOG.error("stopping: the schema registry does not answer", exception);
      return Response.fail();
    }
    LOG.error(
        "{}-{}@{} cannot be decoded and goes to {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        Topics.DEAD_LETTERS,
        exception.getMessage());
    return Response.resume(List.of(deadLetter(record, exception)));
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // Nothing to configure: the topic is the contract's.
  }

  private static ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> record, Exception exception) {
    Headers headers = new RecordHeaders(record.headers().toArray());
    add(headers, DeadLetterHeaders.REASON, DeadLetterReason.UNDECODABLE.name());
    add(headers, DeadLetterHeaders.DETAIL, String.valueOf(exception.getMessage()));
    add(headers, DeadLetterHeaders.SOURCE_TOPIC, record.topic());
    add(headers, DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(record.partition()));
    add(headers, DeadLetterHeaders.SOURCE_OFFSET, Long.toString(record.offset()));
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS, null, record.timestamp(), record.key(), record.value(), headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isRegistrySilent(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof RegistryUnavailableException) {
        return true;
      }
    }
    return false;
  }
}
