package io.strategystreams.paper.exchange;

import java.time.Instant;
import java.util.Objects;

/**
 * An unstake in its protocol's queue.
 *
 * @param accepted what moved when it was taken
 * @param finished what will have moved when the queue lets it out, the former included
 * @param due when that is
 */
public record Claim(String orderId, String planId, Fill accepted, Fill finished, Instant due) {
  public Claim {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(accepted, "accepted");
    Objects.requireNonNull(finished, "finished");
    Objects.requireNonNull(due, "due");
  }
}
