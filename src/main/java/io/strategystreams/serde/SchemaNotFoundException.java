package io.strategystreams.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and has no such schema. */
public final class SchemaNotFoundException extends SerializationException {
  public SchemaNotFoundException(String message) {
    super(message);
  }
}
