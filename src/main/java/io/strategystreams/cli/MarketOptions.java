package io.strategystreams.cli;

import io.strategystreams.cli.console.TimeOption;
import io.strategystreams.core.market.Market;
import io.strategystreams.replay.MarketHistory;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.SimulatedMarket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import picocli.CommandLine.Option;

/** Which market, from when to when. */
final class MarketOptions {
  private static final Instant SIMULATED_FROM = Instant.parse("2024-01-01T00:00:00Z");

  /**
   * A market within a time.
   *
   * @param from first instant, inclusive
   * @param to last, exclusive
   */
  record Span(MarketSource market, Instant from, Instant to) {}

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Market history to replay: hourly bars, rates and funding as CSV (docs/history.md;"
              + " strategies import makes it of public files). Default: a simulated market.")
  private Path data;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "First instant: 2024-06-01 or 2024-06-01T12:00:00Z, UTC. Default: the beginning of the"
              + " history.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "Where it ends, itself not included. Default: in a backtest all history or 14 days simulated,"
              + " else 14 days of history or 3 days simulated.")
  private Instant to;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of the simulated market, in a demo also of the paper executor's slips. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  long seed() {
    return seed;
  }

  /**
   * What is asked for.
   *
   * @param markets that are known; of others no history is read
   * @param simulated how long a simulated market lasts by default
   * @param replayed how much of a history by default
   * @throws io.strategystreams.replay.HistoryException if there is no history where it was looked
   *     for, or one of its files is not as it must be
   * @throws IllegalArgumentException if the end is not after the beginning
   */
  Span span(Collection<Market> markets, Duration simulated, Duration replayed) {
    MarketSource market;
    Instant begin;
    if (data == null) {
      market = new SimulatedMarket(seed);
      begin = from == null ? SIMULATED_FROM : from;
    } else {
      MarketHistory history = new MarketHistory(data, markets);
      market = history;
      begin = from == null ? history.start() : from;
    }
    Instant end = to == null ? begin.plus(data == null ? simulated : replayed) : to;
    if (!begin.isBefore(end)) {
      throw new IllegalArgumentException("--to must be after --from, was " + begin + " to " + end);
    }
    return new Span(market, begin, end);
  }
}
