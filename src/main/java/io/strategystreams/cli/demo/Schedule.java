package io.strategystreams.cli.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The injections as text: a line for each thing that is done at one time, with the strategies it is
 * done to.
 */
final class Schedule {
  private Schedule() {}

  static String text(List<Planned> planned) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Planned one : planned) {
      String what = one.injection().at() + "  " + one.injection().text();
      lines.computeIfAbsent(what, any -> new ArrayList<>()).add(one.injection().strategyId());
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (what, strategies) ->
            text.append("  %s: %s%n".formatted(what, String.join(", ", strategies))));
    return text.toString();
  }
}
