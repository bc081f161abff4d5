package io.strategystreams.cli.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How fast something was, round by round.
 *
 * @param name for people
 * @param records read in each round
 * @param took in each round
 */
public record Rate(String name, long records, List<Duration> took) {
  public Rate {
    took = List.copyOf(took);
  }

  /** Records a second, the median of the rounds. */
  public double median() {
    double[] rates =
        took.stream().mapToDouble(each -> records * 1e9 / each.toNanos()).sorted().toArray();
    return rates[rates.length / 2];
  }

  /** Records a second, slowest and fastest round. */
  public double[] range() {
    double[] rates = took.stream().mapToDouble(each -> records * 1e9 / each.toNanos()).toArray();
    return new double[] {
      Arrays.stream(rates).min().orElseThrow(), Arrays.stream(rates).max().orElseThrow()
    };
  }
}
