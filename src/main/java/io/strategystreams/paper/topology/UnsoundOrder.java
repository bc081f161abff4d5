package io.strategystreams.paper.topology;

import io.strategystreams.events.Order;

/**
 * An order that keeps the contract but whose time cannot be: it is answered, and moves no clock.
 *
 * @param reason what is wrong with its time, for whoever reads the report
 */
record UnsoundOrder(Order order, String reason) {}
