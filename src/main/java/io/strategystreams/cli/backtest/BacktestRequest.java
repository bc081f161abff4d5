package io.strategystreams.cli.backtest;

import io.strategystreams.config.Configuration;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.RecordedMarket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a backtest is asked for.
 *
 * @param configurations reads the configuration, with some keys of {@code application.yaml} set
 *     otherwise
 * @param modes that are played; empty for all that are configured
 * @param capital as {@link Capital} reads it; null for none
 * @param sweep settings of which every combination is run
 * @param out where the files go; of a sweep, a directory in it for each combination
 */
public record BacktestRequest(
    Function<Map<String, String>, Configuration> configurations,
    RecordedMarket market,
    List<Mode> modes,
    String capital,
    List<String> settings,
    List<String> sweep,
    List<String> deposits,
    List<String> withdrawals,
    Path out) {}
