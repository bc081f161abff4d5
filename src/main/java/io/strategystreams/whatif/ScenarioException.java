package io.strategystreams.whatif;

import io.strategystreams.core.text.Printable;
import java.util.List;

/** A scenario cannot be answered; the message says which field and why. */
public final class ScenarioException extends RuntimeException {
  private static final int MOST_SHOWN = 10;

  /** As long as an answer may be that refuses a line of a megabyte. */
  private static final int LONGEST = 4_000;

  public ScenarioException(String message) {
    super(Printable.line(message, LONGEST));
  }

  /** Of several problems those that come first, and how many there are. */
  static ScenarioException of(String prefix, List<String> problems) {
    int shown = Math.min(problems.size(), MOST_SHOWN);
    String more = problems.size() > shown ? "; and " + (problems.size() - shown) + " more" : "";
    return new ScenarioException(prefix + String.join("; ", problems.subList(0, shown)) + more);
  }
}
