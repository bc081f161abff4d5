package io.strategystreams.cli.backtest;

import java.util.ArrayList;
import java.util.List;

/** Settings of which every combination is run. */
final class Sweep {
  private final List<List<Setting>> axes = new ArrayList<>();

  /**
   * @param texts {@code key=a,b,c} each
   * @throws IllegalArgumentException if one is not that, or a key comes twice
   */
  Sweep(List<String> texts) {
    for (String text : texts) {
      Setting all = Setting.parse("--sweep", text);
      if (axes.stream().anyMatch(axis -> axis.get(0).name().equals(all.name()))) {
        throw new IllegalArgumentException(
            "--sweep must name each key once, was given twice for " + all.name());
      }
      List<Setting> axis = new ArrayList<>();
      for (String value : all.value().split(",", -1)) {
        axis.add(new Setting(all.mode(), all.key(), value.strip()));
      }
      axes.add(axis);
    }
  }

  boolean isEmpty() {
    return axes.isEmpty();
  }

  /** The names of what differs between cells. */
  List<String> names() {
    return axes.stream().map(axis -> axis.get(0).name()).toList();
  }

  /** Every combination, the last key changing fastest; one without settings if nothing is swept. */
  List<List<Setting>> cells() {
    List<List<Setting>> cells = List.of(List.of());
    for (List<Setting> axis : axes) {
      List<List<Setting>> next = new ArrayList<>();
      for (List<Setting> cell : cells) {
        for (Setting setting : axis) {
          List<Setting> longer = new ArrayList<>(cell);
          longer.add(setting);
          next.add(List.copyOf(longer));
        }
      }
      cells = next;
    }
    return cells;
  }
}
