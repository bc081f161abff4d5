package io.strategystreams.chaos;

/** What an application is on the stage: one of the two that share their work among instances. */
public enum Role {
  /** {@code strategies run}. */
  STRATEGIES("strategies", "run"),
  /** {@code strategies paper-executor}. */
  PAPER("paper", "paper-executor");

  private final String text;
  private final String command;

  Role(String text, String command) {
    this.text = text;
    this.command = command;
  }

  /** The subcommand that runs it. */
  String command() {
    return command;
  }

  /** As it is called in names and messages. */
  public String text() {
    return text;
  }
}
