package io.strategystreams.cli.chaos;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import io.strategystreams.chaos.ChaosVerdict;
import io.strategystreams.chaos.FaultOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A verdict for people. */
public final class VerdictText {
  private static final int EXAMPLES = 5;

  private VerdictText() {}

  /** Several lines; the last says whether it is clean. */
  public static String of(ChaosVerdict verdict) {
    StringBuilder text = new StringBuilder();
    line(text, "Faults, how long each lasted, pauses of order flow around it (of any partition):");
    for (int number = 0; number < verdict.outcomes().size(); number++) {
      FaultOutcome outcome = verdict.outcomes().get(number);
      ChaosVerdict.Around around = verdict.pauses().get(number);
      line(
          text,
          "  %-70s %s (%s)",
          outcome.text() + " after " + seconds(outcome.back()),
          seconds(around.all()),
          seconds(around.worst()));
    }
    line(text, "");
    for (ChaosVerdict.Ended ended : verdict.ended()) {
      line(
          text, "%s ended by itself with %d and was started again", ended.name(), ended.exitCode());
    }
    line(
        text,
        "%d faults: %s",
        verdict.outcomes().size(),
        verdict.faults().entrySet().stream()
            .map(one -> one.getKey() + " " + one.getValue())
            .collect(Collectors.joining(", ")));
    line(
        text,
        "%d orders, %d decisions, %d reports of %d flows in %s, at rest %s later",
        verdict.orders(),
        verdict.decisions(),
        verdict.reports(),
        verdict.flows(),
        seconds(verdict.load()),
        seconds(verdict.rest()));
    line(
        text,
        "longest pause of order flow %s, median %d ms",
        seconds(verdict.longest()),
        verdict.median().toMillis());
    line(text, "lost %d, doubled %d", verdict.lost(), verdict.doubled());
    breaches(text, verdict.breaches());
    verdict.problems().forEach(problem -> line(text, "Proves nothing: %s", problem));
    line(
        text,
        "%s%s",
        verdict.isClean() ? "Clean: every promise was kept." : "Not clean: see what stands above.",
        ended(verdict.ended().size()));
    return text.toString();
  }

  private static String ended(int times) {
    return times == 0
        ? ""
        : " Applications ended by themselves and were started again: " + times + ".";
  }

  private static void breaches(StringBuilder text, List<Breach> breaches) {
    Map<Promise, List<Breach>> broken =
        breaches.stream().collect(Collectors.groupingBy(Breach::promise));
    for (Promise promise : Promise.values()) {
      List<Breach> own = broken.getOrDefault(promise, List.of());
      if (!own.isEmpty()) {
        line(text, "Broken: %s, %d times", promise.text(), own.size());
        own.stream().limit(EXAMPLES).forEach(one -> line(text, "  %s", one.message()));
      }
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
