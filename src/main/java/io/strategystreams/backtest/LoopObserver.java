package io.strategystreams.backtest;

import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.RiskAssessment;

/**
 * Is told what strategies and paper executor write, each topic in its order. Does nothing unless
 * said otherwise.
 */
public interface LoopObserver {
  default void order(Order order) {}

  default void decision(Decision decision) {}

  default void report(ExecutionReport report) {}

  default void exposure(Exposure exposure) {}

  default void risk(RiskAssessment risk) {}

  /** What came to an account or went from it, injected or told by the executor. */
  default void flow(PaperFlow flow) {}

  /**
   * A record was put aside.
   *
   * @param text where it was read and why it was refused
   */
  default void deadLetter(String text) {}
}
