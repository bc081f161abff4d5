package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong. */
final class Lines {
  private final List<String> lines = new ArrayList<>();

  /** Adds a line unless it holds. */
  void require(boolean holds, String otherwise) {
    if (!holds) {
      lines.add(otherwise);
    }
  }

  /** Adds a line unless the value at a JSON pointer is that. */
  void equal(String whose, JsonNode node, String pointer, Object wanted) {
    String found = node.at(pointer).asText();
    require(
        found.equals(wanted.toString()),
        whose + ": " + pointer + " must be " + wanted + ", was " + found);
  }

  List<String> all() {
    return List.copyOf(lines);
  }
}
