package io.strategystreams.contract;

import io.strategystreams.core.guard.Control;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.StrategyControl;

/** Controls as the contract's. */
public final class ControlWriter {
  private ControlWriter() {}

  /**
   * @param strategyId or {@code *} for all
   */
  public static StrategyControl event(String strategyId, Control control) {
    return StrategyControl.newBuilder()
        .setStrategyId(strategyId)
        .setState(ControlState.valueOf(control.state().name()))
        .setReason(control.reason())
        .setAuthor(control.author())
        .setEventTime(control.time())
        .setRevision(control.revision())
        .build();
  }
}
