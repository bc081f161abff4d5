/** The backtest as a command: what is asked for, what is told, files that compare. */
package io.strategystreams.cli.backtest;
