package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.core.engine.ReportTopic;
import io.strategystreams.edge.TopicEnds;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;

/**
 * The topic of execution reports as it was found at the start, beside the ends of the exposures.
 * One that is made anew while the application runs stops it, so that it is met by a start.
 */
public final class ReportTopics {
  /** Where there are no brokers to ask: the topic is taken to be ever the same. */
  public static final ReportTopics UNKNOWN = new ReportTopics(null, Map.of());

  private final String id;
  private final Map<Integer, Long> exposureEnds;

  private ReportTopics(String id, Map<Integer, Long> exposureEnds) {
    this.id = id;
    this.exposureEnds = new TreeMap<>(exposureEnds);
  }

  /**
   * @param exposureEnds the end offset of each partition of {@code exposures}
   */
  public static ReportTopics of(String id, Map<Integer, Long> exposureEnds) {
    return new ReportTopics(id, exposureEnds);
  }

  /**
   * Asks the brokers. The id comes first: what is written after it was asked for is written since.
   *
   * @throws org.apache.kafka.common.KafkaException if they do not say
   */
  static ReportTopics of(Admin admin) {
    String id = TopicEnds.id(admin, Topics.EXECUTION_REPORTS);
    return of(id, TopicEnds.of(admin, Topics.EXPOSURES));
  }

  /** As it concerns the strategies of a partition; null where nothing is known. */
  ReportTopic of(int partition) {
    return id == null ? null : new ReportTopic(id, exposureEnds.get(partition));
  }
}
