package io.strategystreams.operate;

import java.util.List;

/** What was asked for is refused and nothing was written; carries everything that is wrong. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems at least one, each a line that says what to do
   */
  public RefusedException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public RefusedException(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
