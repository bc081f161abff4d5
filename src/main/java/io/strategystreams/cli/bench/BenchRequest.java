package io.strategystreams.cli.bench;

import io.strategystreams.config.Configuration;

/**
 * What is measured.
 *
 * @param strategies how many, of all configured modes in turn
 * @param exposures how many are evaluated in the measurement without orders
 * @param rounds how often each is measured
 */
public record BenchRequest(
    Configuration configuration, int strategies, int exposures, int partitions, int rounds) {
  public BenchRequest {
    if (strategies < 1 || exposures < 1 || partitions < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "strategies, exposures, partitions and rounds must be at least 1");
    }
  }
}
