package io.strategystreams.core.plan;

/** What a report did to what was known of its order. */
public enum ReportEffect {
  /** It told nothing new: a duplicate, one overtaken by a later one, or an unreadable one. */
  NOTHING_NEW,
  /** It told something new. */
  CHANGED,
  /** It contradicts a terminal report that came before; the first one stands. */
  CONTRADICTION
}
