package io.strategystreams.cli.demo;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.backtest.ResultOrder;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.events.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The files of a run: one event a line in the contract's field names, in an order that no
 * interleaving changes.
 */
public final class ResultFiles {
  static final String ORDERS = "orders.jsonl";
  static final String DECISIONS = "decisions.jsonl";
  static final String REPORTS = "reports.jsonl";
  static final String SUMMARY = "summary.json";

  private final Path directory;

  ResultFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes all four, over those of an earlier run. */
  void write(RunRecords records, ObjectNode summary) throws IOException {
    write(ORDERS, orderLines(records.orders()));
    write(DECISIONS, lines(records.decisions(), ResultOrder.OF_DECISIONS));
    write(REPORTS, lines(records.reports(), ResultOrder.OF_REPORTS));
    String text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
    Files.writeString(directory.resolve(SUMMARY), text + "\n");
  }

  /** The lines of {@code orders.jsonl}: of the same orders the same, however they were read. */
  public static List<String> orderLines(List<Order> orders) {
    return lines(orders, ResultOrder.OF_ORDERS);
  }

  private static <T extends SpecificRecord> List<String> lines(
      List<T> events, Comparator<T> inOrder) {
    return events.stream().sorted(inOrder).map(ContractJson::toLine).toList();
  }

  private void write(String file, List<String> lines) throws IOException {
    Files.writeString(
        directory.resolve(file), lines.stream().map(line -> line + "\n").collect(joining()));
  }
}
