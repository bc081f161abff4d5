package io.strategystreams.chaos;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What topics hold, as files that a breach can be studied in. */
final class Records {
  private static final List<String> TOPICS =
      List.of(
          Topics.ORDERS,
          Topics.DECISIONS,
          Topics.EXECUTION_REPORTS,
          Topics.EXPOSURES,
          Topics.RISK_ASSESSMENTS,
          Topics.PAPER_FLOWS,
          Topics.STRATEGY_CONFIGS);

  private Records() {}

  /** Writes {@code orders.jsonl} and so on, a record with its place a line. */
  static void write(ClusterAccess access, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String topic : TOPICS) {
      try (EventLog log = EventLog.open(access, List.of(topic));
          BufferedWriter file = Files.newBufferedWriter(directory.resolve(topic + ".jsonl"))) {
        log.readToEnd(event -> write(event, file));
      }
    }
  }

  /** How many records a topic holds. */
  static long count(ClusterAccess access, String topic) {
    long[] count = {0};
    try (EventLog log = EventLog.open(access, List.of(topic))) {
      log.readToEnd(event -> count[0]++);
    }
    return count[0];
  }

  private static void write(LoggedEvent event, BufferedWriter file) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("place", event.place())
            .put("key", event.key())
            .put("time", event.time().toString());
    if (event.event() != null) {
      line.set("event", ContractJson.toJson(event.event()));
    }
    try {
      file.write(ContractJson.write(line).replace("\n", " "));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
