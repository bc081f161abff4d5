package io.strategystreams.edge;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A record's own timestamp where it is not the time by which it was merged. It goes from the
 * timestamp extractor to the processor in a header: Kafka Streams hands over nothing else.
 *
 * @param millis since 1970, as the record was stamped
 */
record Stamp(Kind kind, long millis) {
  /** Belongs to this application: one that a record came with is taken off. */
  static final String HEADER = "strategy_streams_stamp";

  /** Why the record was not merged by its stamp. */
  enum Kind {
    /** Too far ahead of the clock. */
    AHEAD,
    /** Before 1970. */
    NEGATIVE,
    /** A configuration or control: its time plays no part. */
    UNUSED
  }

  void addTo(Headers headers) {
    headers.add(HEADER, (kind + ":" + millis).getBytes(StandardCharsets.UTF_8));
  }

  /** Null where the record was merged by its stamp. */
  static Stamp of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null) {
      return null;
    }
    String[] parts = new String(header.value(), StandardCharsets.UTF_8).split(":");
    return new Stamp(Kind.valueOf(parts[0]), Long.parseLong(parts[1]));
  }
}
