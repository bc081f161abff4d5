package io.strategystreams.metrics;

/** What is told of one strategy, its monitors together. */
record StrategyFigures(BookFigures book, RiskFigures risk) {}
