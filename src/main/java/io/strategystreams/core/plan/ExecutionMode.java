package io.strategystreams.core.plan;

/** Whether a step's orders go one by one or as one transaction, all or nothing. */
public enum ExecutionMode {
  SEQUENTIAL,
  ATOMIC
}
