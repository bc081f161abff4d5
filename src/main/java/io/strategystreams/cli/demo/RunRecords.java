package io.strategystreams.cli.demo;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import java.util.List;

/**
 * What a run wrote, each list in an order that keeps that of every strategy.
 *
 * @param deadLetters a line for each record that was put aside: where it was read and why it was
 *     refused
 */
record RunRecords(
    List<Order> orders,
    List<Decision> decisions,
    List<ExecutionReport> reports,
    List<Exposure> exposures,
    List<String> deadLetters) {}
