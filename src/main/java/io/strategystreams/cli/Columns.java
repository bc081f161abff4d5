package io.strategystreams.cli;

import io.strategystreams.core.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines whose cells stand below each other, all to the left; a column grows with what comes and
 * nothing is cut off. What is in a cell stays on its line ({@link Printable}). For lists and for
 * lines that come one after the other.
 */
final class Columns {
  private static final String GAP = "  ";

  private final List<Integer> widths = new ArrayList<>();

  /** Makes the columns wide enough for a line that is to come. */
  Columns fit(List<String> cells) {
    for (int column = 0; column < cells.size(); column++) {
      if (column == widths.size()) {
        widths.add(0);
      }
      // The last cell of a line has nothing beside it to be aligned.
      if (column < cells.size() - 1) {
        widths.set(
            column, Math.max(widths.get(column), Printable.line(cells.get(column)).length()));
      }
    }
    return this;
  }

  /** The line, its cells padded to the widest so far. */
  String line(List<String> cells) {
    fit(cells);
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = Printable.line(cells.get(column));
      line.append(column == 0 ? "" : GAP).append(cell);
      if (column < cells.size() - 1) {
        line.append(" ".repeat(widths.get(column) - cell.length()));
      }
    }
    return line.toString().stripTrailing();
  }

  /** All lines, the columns as wide as the widest cell of any. */
  static List<String> of(List<List<String>> lines) {
    Columns columns = new Columns();
    lines.forEach(columns::fit);
    return lines.stream().map(columns::line).toList();
  }
}
