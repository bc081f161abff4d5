package io.strategystreams.backtest;

import java.time.Instant;
import java.util.List;

/**
 * What a backtest found.
 *
 * @param first instant that was played
 * @param last instant that was played
 * @param instants how many were played
 * @param strategies by the modes' order
 * @param benchmarks what the same money would have become without a strategy
 * @param deadLetters a line for each record that was put aside: there should be none
 */
public record BacktestResult(
    Instant first,
    Instant last,
    int instants,
    List<StrategyResult> strategies,
    List<BenchmarkResult> benchmarks,
    List<String> deadLetters) {}
