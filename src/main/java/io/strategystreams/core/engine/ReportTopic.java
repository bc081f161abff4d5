package io.strategystreams.core.engine;

import java.util.Objects;

/**
 * The topic of execution reports as it was found when the application started. Deleted and made
 * anew it has another id, and its offsets begin at 0.
 *
 * @param id what the brokers call this very topic
 * @param exposuresEnd the end of the strategy's partition of exposures at that time: one that lies
 *     there or behind was written since
 */
public record ReportTopic(String id, long exposuresEnd) {
  public ReportTopic {
    Objects.requireNonNull(id, "id");
  }
}
