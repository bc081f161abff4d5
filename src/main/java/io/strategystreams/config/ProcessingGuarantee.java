package io.strategystreams.config;

import java.util.Locale;

/** What a crash may do to state, orders and offsets. */
public enum ProcessingGuarantee {
  /** They change together or not at all. */
  EXACTLY_ONCE_V2,
  /** They may part: for benchmarks only. */
  AT_LEAST_ONCE;

  /** The name Kafka Streams knows it by. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProcessingGuarantee of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
