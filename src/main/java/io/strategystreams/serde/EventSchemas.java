package io.strategystreams.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The schemas that events are written with. */
public final class EventSchemas {

  private EventSchemas() {}

  /** As it is registered: whole, and without what only Java knows. */
  public static Schema written(Class<? extends SpecificRecord> type) {
    return EventType.of(type).written();
  }
}
