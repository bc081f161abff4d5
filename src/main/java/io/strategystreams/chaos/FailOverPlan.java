package io.strategystreams.chaos;

import io.strategystreams.config.GroupProtocol;
import java.time.Duration;
import java.util.List;

/**
 * What is measured of instances that come and go.
 *
 * @param stage brokers and strategies; session and transaction timeouts are its own
 * @param protocols to be tried, each on a stage of its own
 * @param standbys to be tried with each
 * @param repetitions of each event, 1 or more
 * @param freezes whether one is frozen as well
 * @param quiet how long it is looked at without any event, once a repetition
 * @param seed of the load
 * @param flow from one flow into paper accounts to the next
 */
public record FailOverPlan(
    StagePlan stage,
    List<GroupProtocol> protocols,
    List<Integer> standbys,
    int repetitions,
    boolean freezes,
    Duration quiet,
    long seed,
    Duration flow) {
  public FailOverPlan {
    protocols = List.copyOf(protocols);
    standbys = List.copyOf(standbys);
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be at least 1, was " + repetitions);
    }
  }
}
