package io.strategystreams.cli;

import io.strategystreams.core.text.Printable;
import io.strategystreams.operate.ControlEffect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a change of control states did, as lines: each strategy, or how many where they are many.
 */
final class ControlText {
  private static final int MOST_SHOWN = 30;

  private ControlText() {}

  static List<String> of(List<ControlEffect.Line> lines) {
    List<String> text = new ArrayList<>();
    if (lines.size() <= MOST_SHOWN) {
      text.addAll(Columns.of(lines.stream().map(ControlText::cells).toList()));
      return text;
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    lines.forEach(line -> counts.merge(line.before() + " → " + line.after(), 1, Integer::sum));
    counts.forEach((change, count) -> text.add(count + " strategies  " + change));
    List<ControlEffect.Line> noted = lines.stream().filter(line -> line.note() != null).toList();
    noted.stream()
        .limit(MOST_SHOWN)
        .forEach(line -> text.add(Printable.line(line.strategyId() + " " + line.note())));
    if (noted.size() > MOST_SHOWN) {
      text.add("… and " + (noted.size() - MOST_SHOWN) + " more; --json lists all");
    }
    return text;
  }

  private static List<String> cells(ControlEffect.Line line) {
    return List.of(
        line.strategyId(),
        line.before() + " → " + line.after(),
        line.note() == null ? "" : line.note());
  }
}
