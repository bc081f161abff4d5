package io.strategystreams.config;

import java.util.Locale;

/** Who shares tasks among the instances of an application. */
public enum GroupProtocol {
  /** The instances themselves, one of them for all: as every released version does. */
  CLASSIC,
  /** The brokers. */
  STREAMS;

  /** The name Kafka Streams knows it by. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static GroupProtocol of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
