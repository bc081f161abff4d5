package io.strategystreams.replay;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of a history directory, and what its rows are. */
record HistoryFile(String name, HistoryForm form) implements Comparable<HistoryFile> {
  /** Whether the directory has this file. */
  boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(name));
  }

  /** What it means if the directory does not have it, a line for people. */
  String missing() {
    return name + " is missing: " + form.absence();
  }

  /** The series at its first row. */
  CsvSeries open(Path directory) {
    return new CsvSeries(directory.resolve(name), form.rows());
  }

  @Override
  public int compareTo(HistoryFile other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
