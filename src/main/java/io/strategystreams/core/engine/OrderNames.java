package io.strategystreams.core.engine;

/**
 * The identity of plans and orders; the same place in the same plan has the same name on every run.
 */
public interface OrderNames {
  String planId(String strategyId, long incarnation, long planNumber);

  /**
   * @param step 1-based place of the step in the plan
   * @param sequence 1-based place of the order in its step
   */
  String orderId(String strategyId, long incarnation, long planNumber, int step, int sequence);
}
