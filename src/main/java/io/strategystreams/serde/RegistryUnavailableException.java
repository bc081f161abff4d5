package io.strategystreams.serde;

import org.apache.kafka.common.KafkaException;

/**
 * The registry did not answer, or not with an answer that says anything of the schema. The record
 * may be sound: retry, then fail the thread; never a dead letter. On purpose no {@link
 * org.apache.kafka.common.errors.SerializationException}.
 */
public final class RegistryUnavailableException extends KafkaException {
  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
