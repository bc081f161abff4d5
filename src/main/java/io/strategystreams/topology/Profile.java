package io.strategystreams.topology;

/** What an application runs for. */
public enum Profile {
  /** Benchmarks, demos, trials. */
  DEVELOPMENT,
  /** Money. */
  PRODUCTION
}
