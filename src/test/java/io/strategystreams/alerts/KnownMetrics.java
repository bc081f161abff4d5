package io.strategystreams.alerts;

import io.strategystreams.metrics.ExportedMetrics;
import io.strategystreams.metrics.MeterNames;
import io.strategystreams.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus finds: the product's own metrics, what a process tells beside them, and what the
 * rules record.
 */
final class KnownMetrics {
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z]\\w*)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Put on every series by whoever scrapes. */
  private static final Set<String> OF_SCRAPE = Set.of("instance", "job");

  /** Told only with a broker, or after a collection of garbage; as a service told them. */
  private static final Map<String, Set<String>> LATER =
      Map.of(
          "kafka_consumer_fetch_manager_records_lag_max", Set.of("client_id", "kafka_version"),
          "kafka_stream_thread_process_rate", Set.of("thread_id", "kafka_version"),
          "kafka_stream_thread_commit_latency_avg", Set.of("thread_id", "kafka_version"),
          "jvm_gc_pause_seconds_sum", Set.of("action", "cause", "gc"),
          "jvm_gc_pause_seconds_count", Set.of("action", "cause", "gc"));

  private static final Map<String, Set<String>> OF_PROMETHEUS =
      Map.of("ALERTS", Set.of("alertname", "alertstate", "severity"));

  private final Map<String, Set<String>> labels = new TreeMap<>(OF_PROMETHEUS);

  KnownMetrics() {
    ExportedMetrics.labels().forEach(this::add);
    LATER.forEach(this::add);
    AlertFiles.recorded().forEach((name, expression) -> add(name, expression.grouped()));
    try (Metrics metrics = new Metrics("strategy-streams", true, 1)) {
      metrics.telemetry().planDuration("COMPLETED");
      metrics.telemetry().inputToOrder();
      Matcher series = SERIES.matcher(metrics.scrape());
      while (series.find()) {
        Set<String> told = new TreeSet<>();
        if (series.group(2) != null) {
          LABEL.matcher(series.group(2)).results().forEach(label -> told.add(label.group(1)));
        }
        add(series.group(1), told);
      }
    }
  }

  private void add(String metric, Set<String> told) {
    Set<String> all = labels.computeIfAbsent(metric, name -> new TreeSet<>(OF_SCRAPE));
    all.add(MeterNames.APPLICATION);
    all.addAll(told);
  }

  /** What an expression uses that nobody tells; empty where all is told. */
  List<String> unknownIn(Expression expression) {
    List<String> unknown = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    for (Expression.Use use : expression.uses()) {
      Set<String> known = labels.getOrDefault(use.metric(), Set.of());
      told.addAll(known);
      if (known.isEmpty()) {
        unknown.add(use.metric());
      }
      use.labels().stream()
          .filter(label -> !known.contains(label))
          .forEach(label -> unknown.add(use.metric() + "{" + label + "}"));
    }
    expression.grouped().stream()
        .filter(label -> !told.contains(label))
        .forEach(label -> unknown.add("by (" + label + ")"));
    return unknown;
  }
}
