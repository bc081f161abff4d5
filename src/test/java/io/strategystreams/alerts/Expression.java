package io.strategystreams.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which metrics and labels an expression of Prometheus uses. That it is one at all is promtool's to
 * say.
 */
record Expression(String text) {
  /** A metric with the labels it is selected by. */
  record Use(String metric, Set<String> labels) {}

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SPAN = Pattern.compile("\\[[^\\]]*\\]|\\boffset\\s+\\w+");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![\\w.:])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()\\s*(?:\\{([^}]*)\\})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

  List<Use> uses() {
    String bare = GROUPING.matcher(bare()).replaceAll(" ");
    List<Use> uses = new ArrayList<>();
    SELECTOR
        .matcher(bare)
        .results()
        .filter(found -> !WORDS.contains(found.group(1)))
        .forEach(found -> uses.add(new Use(found.group(1), labels(found))));
    return uses;
  }

  /** Labels by which it groups or joins. */
  Set<String> grouped() {
    return GROUPING
        .matcher(bare())
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String bare() {
    return SPAN.matcher(TEXT.matcher(text).replaceAll("\"\"")).replaceAll(" ");
  }

  private static Set<String> labels(MatchResult selector) {
    return selector.group(2) == null
        ? Set.of()
        : LABEL
            .matcher(selector.group(2))
            .results()
            .map(label -> label.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
  }
}
