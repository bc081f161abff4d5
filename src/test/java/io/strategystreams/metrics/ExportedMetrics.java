package io.strategystreams.metrics;

import static io.strategystreams.metrics.MeterNames.*;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The product's own metrics under Prometheus' names with their labels ({@code application}, which
 * all have, aside). Said here once more, so that a slip in the code is seen.
 */
public final class ExportedMetrics {
  private record Kind(Meter.Type type, String unit) {}

  private static final Kind COUNTER = new Kind(Meter.Type.COUNTER, null);
  private static final Kind GAUGE = new Kind(Meter.Type.GAUGE, null);
  private static final Kind SECONDS = new Kind(Meter.Type.TIMER, "seconds");

  private static final SortedMap<String, SortedSet<String>> LABELS = all();

  private ExportedMetrics() {}

  /** By metric; of histograms without {@code _bucket}, {@code _count}, {@code _sum}. */
  public static SortedMap<String, SortedSet<String>> labels() {
    return LABELS;
  }

  private static SortedMap<String, SortedSet<String>> all() {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    for (Map.Entry<Kind, Map<String, List<String>>> kind :
        Map.of(
                COUNTER,
                Map.ofEntries(
                    Map.entry(DECISIONS, List.of(MODE, ACTION, REASON)),
                    Map.entry(REPEATED_EVALUATIONS, List.of(REASON)),
                    Map.entry(REFUSALS, List.of(MODE, REASON)),
                    Map.entry(ORDERS, List.of(MODE, VENUE, OPERATION)),
                    Map.entry(ALARMS, List.of(REASON)),
                    Map.entry(REPORTS, List.of(STATUS)),
                    Map.entry(IGNORED_RECORDS, List.of(CAUSE)),
                    Map.entry(APPLIED_RECORDS, List.of(TOPIC)),
                    Map.entry(UNKNOWN_INSTRUMENTS, List.of(TOPIC)),
                    Map.entry(DEAD_LETTERS, List.of(TOPIC, REASON)),
                    Map.entry(PLANS, List.of(MODE, OUTCOME)),
                    Map.entry(REPLACED_THREADS, List.<String>of()),
                    Map.entry(PAPER_REPORTS, List.of(STATUS)),
                    Map.entry(PAPER_ALARMS, List.of(KIND)),
                    Map.entry(PAPER_SKIPPED, List.of(KIND))),
                new Kind(Meter.Type.COUNTER, "records"),
                Map.of(RESTORED, List.<String>of()),
                SECONDS,
                Map.of(PLAN_DURATION, List.of(OUTCOME), INPUT_TO_ORDER, List.<String>of()),
                new Kind(Meter.Type.GAUGE, "seconds"),
                Map.of(
                    INPUT_AGE,
                    List.of(INPUT),
                    TASK_TICK_AGE,
                    List.of(TASK),
                    LONGEST_UNHEDGED,
                    List.<String>of()),
                new Kind(Meter.Type.GAUGE, "records"),
                Map.of(RESTORE_REMAINING, List.<String>of()),
                GAUGE,
                Map.ofEntries(
                    Map.entry(STRATEGIES, List.of(STATE)),
                    Map.entry(EQUITY, List.of(STRATEGY_ID, MODE, UNIT)),
                    Map.entry(DELTA, List.of(STRATEGY_ID, MODE, UNIT)),
                    Map.entry(UNHEDGED, List.of(STRATEGY_ID, MODE, UNIT)),
                    Map.entry(STRATEGIES_UNHEDGED, List.<String>of()),
                    Map.entry(STRATEGIES_QUARANTINED, List.<String>of()),
                    Map.entry(LTV, List.of(STRATEGY_ID, MODE)),
                    Map.entry(HEALTH_FACTOR, List.of(STRATEGY_ID, MODE)),
                    Map.entry(MARGIN_RATIO, List.of(STRATEGY_ID, MODE, VENUE)),
                    Map.entry(TASKS, List.<String>of()),
                    Map.entry(LIVE, List.<String>of()),
                    Map.entry(READY, List.<String>of()),
                    Map.entry(WAITING, List.<String>of())))
            .entrySet()) {
      kind.getValue()
          .forEach((name, labels) -> all.put(exported(name, kind.getKey()), new TreeSet<>(labels)));
    }
    return all;
  }

  private static String exported(String name, Kind kind) {
    String converted = new PrometheusNamingConvention().name(name, kind.type(), kind.unit());
    return kind.type() == Meter.Type.COUNTER ? converted + "_total" : converted;
  }
}
