/** Backtests: strategies and paper executor over a market's past, without a broker. */
package io.strategystreams.backtest;
