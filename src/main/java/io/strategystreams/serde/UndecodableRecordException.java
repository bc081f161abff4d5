package io.strategystreams.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not a record of the expected type; the message says in which way. */
public final class UndecodableRecordException extends SerializationException {
  public UndecodableRecordException(String message) {
    super(message);
  }

  public UndecodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
