package io.strategystreams.cli.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.backtest.BacktestResult;
import java.util.List;

/**
 * One combination of a sweep, run; also a run without a sweep, which has one combination.
 *
 * @param directory its files lie in, below that of the sweep
 * @param swept what sets it apart from the others
 * @param summary as it was written
 */
record Cell(String directory, List<Setting> swept, BacktestResult result, ObjectNode summary) {}
