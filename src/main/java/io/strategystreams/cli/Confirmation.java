package io.strategystreams.cli;

import io.strategystreams.operate.RefusedException;
import java.io.Console;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** {@code --yes}, for a command that asks before it changes something. */
final class Confirmation {
  @Option(
      names = {"-y", "--yes"},
      description = "Do it without asking. Needed where there is no terminal to ask at.")
  private boolean yes;

  /**
   * Whether it shall be done: asked at the terminal, unless said already.
   *
   * @throws RefusedException if there is nobody to ask
   */
  boolean given(String question, PrintWriter err) {
    if (yes) {
      return true;
    }
    Console console = System.console();
    if (console == null) {
      throw new RefusedException("nothing was written: " + question + " Say so with --yes");
    }
    err.print(question + " [y/N] ");
    err.flush();
    String answer = console.readLine();
    return answer != null && answer.strip().matches("(?i)y|yes");
  }
}
