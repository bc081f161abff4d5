package io.strategystreams.cli;

import io.strategystreams.cli.console.TimeOption;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every flow into a paper account takes. */
final class FlowOptions {
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "Event time, UTC: 2024-06-01 or 2024-06-01T12:00:00Z. Default: that of the latest market"
              + " record, which is the present live and in a replay; before the first, now.")
  private Instant at;

  @Option(names = "--json", description = "Print the event on standard output.")
  private boolean json;

  ClusterOptions cluster() {
    return cluster;
  }

  /** Null if it is not given. */
  Instant at() {
    return at;
  }

  boolean json() {
    return json;
  }
}
