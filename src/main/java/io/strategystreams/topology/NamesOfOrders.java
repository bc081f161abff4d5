package io.strategystreams.topology;

import io.strategystreams.contract.Identity;
import io.strategystreams.core.engine.OrderNames;

/** The contract's ids. */
record NamesOfOrders() implements OrderNames {
  @Override
  public String planId(String strategyId, long incarnation, long planNumber) {
    return Identity.planId(strategyId, incarnation, planNumber);
  }

  @Override
  public String orderId(
      String strategyId, long incarnation, long planNumber, int step, int sequence) {
    return Identity.orderId(strategyId, incarnation, planNumber, step, sequence);
  }
}
