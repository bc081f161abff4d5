package io.strategystreams.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and will not register a schema; its words are in the message. */
public final class SchemaRefusedException extends SerializationException {
  public SchemaRefusedException(String message) {
    super(message);
  }
}
