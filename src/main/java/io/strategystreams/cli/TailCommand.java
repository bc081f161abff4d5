package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cli.console.TimeOption;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.config.NearestName;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.TopicEvents;
import io.strategystreams.operate.EventFilter;
import io.strategystreams.operate.LastEvents;
import io.strategystreams.operate.RefusedException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was written to a topic: the part that orders, decisions, reports and others share. */
abstract class TailCommand implements Callable<Integer> {
  private static final int LAST = 20;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is written, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      description =
          "The last N that pass the filters. Default: " + LAST + "; with --since: all since then.")
  private Integer last;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description =
          "What is stamped at or after that day or UTC time: 2024-06-01 or 2024-06-01T12:00:00Z.")
  private Instant since;

  @Option(
      names = "--strategy",
      paramLabel = "GLOB",
      description = "Only strategies of that name; * stands for anything: 'eth_basis@*'.")
  private String strategy;

  @Option(
      names = "--json",
      description = "Print one object a line: the event's fields and \"_at\", where it lies.")
  private boolean json;

  private long undecodable;

  /** The topic that is read. */
  abstract String topic();

  /** Texts that fields must have, by field name. */
  Map<String, String> fields() {
    return Map.of();
  }

  /** A map of the filters that were given. */
  static Map<String, String> given(String... namesAndValues) {
    Map<String, String> given = new TreeMap<>();
    for (int place = 0; place < namesAndValues.length; place += 2) {
      if (namesAndValues[place + 1] != null) {
        given.put(namesAndValues[place], namesAndValues[place + 1]);
      }
    }
    return given;
  }

  /** A plan by its number or the beginning of its id. */
  static Map<String, String> withPlan(Map<String, String> fields, String plan) {
    if (plan != null) {
      fields.put(plan.matches("[0-9]{1,7}") ? "plan_number" : "plan_id", plan);
    }
    return fields;
  }

  @Override
  public Integer call() {
    if (last != null && last < 0) {
      throw new RefusedException("--last must be 0 or more, was " + last);
    }
    Map<String, String> fields = fields();
    requireSymbols(fields);
    EventFilter filter = new EventFilter(strategy, fields);
    Columns columns = new Columns();
    try (EventLog log = EventLog.open(cluster.access(), List.of(topic()))) {
      List<LoggedEvent> events =
          since == null
              ? LastEvents.of(log, last == null ? LAST : last, filter)
              : LastEvents.since(log, since, last == null ? Integer.MAX_VALUE : last, filter);
      if (!json) {
        events.forEach(event -> columns.fit(EventLines.cells(event)));
      }
      events.forEach(event -> print(event, columns));
      if (events.isEmpty() && (last == null || last > 0)) {
        tellNothing(fields);
      }
      return follow ? follow(log, filter, columns) : ending();
    }
  }

  /** Silence would look as if the topic were empty where a filter is mistyped. */
  private void tellNothing(Map<String, String> fields) {
    boolean filtered = strategy != null || since != null || !fields.isEmpty();
    spec.commandLine()
        .getErr()
        .println(
            filtered
                ? "nothing on " + topic() + " passes the filters"
                : "nothing is on " + topic() + " yet");
  }

  /** Ctrl-C is the way to end it, and no failure; so is a reader of the output that went away. */
  private int follow(EventLog log, EventFilter filter, Columns columns) {
    try (Stopping stopping = new Stopping()) {
      log.follow(
          event -> {
            if (filter.test(event)) {
              print(event, columns);
            }
          },
          () -> stopping.isAsked() || out().checkError());
      return stopping.endWith(ending());
    }
  }

  private int ending() {
    if (undecodable > 0) {
      spec.commandLine()
          .getErr()
          .println(undecodable + (undecodable == 1 ? " record" : " records") + " not decoded");
    }
    return undecodable > 0 ? ExitCodes.FAILED : ExitCodes.OK;
  }

  /** A mistyped symbol would find nothing, and look as if there were nothing. */
  private void requireSymbols(Map<String, String> fields) {
    Schema event = SpecificData.get().getSchema(TopicEvents.of(topic()).orElseThrow());
    fields.forEach(
        (name, text) -> {
          Schema.Field field = event.getField(name);
          if (field != null && field.schema().getType() == Schema.Type.ENUM) {
            List<String> symbols = field.schema().getEnumSymbols();
            if (symbols.stream().noneMatch(text::equalsIgnoreCase)) {
              throw new RefusedException(
                  "--"
                      + name
                      + " must be one of "
                      + String.join(", ", symbols)
                      + NearestName.hint(text, symbols)
                      + ", was "
                      + text);
            }
          }
        });
  }

  private void print(LoggedEvent event, Columns columns) {
    if (event.undecodable() != null) {
      undecodable++;
    }
    out().println(json ? ContractJson.write(json(event)) : columns.line(EventLines.cells(event)));
  }

  private static ObjectNode json(LoggedEvent event) {
    ObjectNode line =
        event.event() == null
            ? JsonNodeFactory.instance
                .objectNode()
                .put("key", event.key())
                .put("undecodable", event.undecodable())
            : ContractJson.toJson(event.event());
    return line.put("_at", event.place());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
