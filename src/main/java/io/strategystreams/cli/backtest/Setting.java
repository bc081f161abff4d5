package io.strategystreams.cli.backtest;

import io.strategystreams.core.mode.Mode;
import java.util.Arrays;
import java.util.Optional;

/**
 * A key that is set otherwise than in the files.
 *
 * @param mode the one it is set for; empty for every chosen mode, or for a key of the paper
 *     executor
 * @param key of a mode file, or of {@code application.yaml} under {@code paper.}
 */
record Setting(Optional<Mode> mode, String key, String value) {
  private static final String PAPER = "paper.";

  /**
   * {@code key=value} or {@code mode.key=value}.
   *
   * @param option for the message, {@code --set}
   * @throws IllegalArgumentException if it is neither
   */
  static Setting parse(String option, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          option + " must be KEY=VALUE or MODE.KEY=VALUE, was " + text);
    }
    String key = text.substring(0, equals);
    String value = text.substring(equals + 1);
    int dot = key.indexOf('.');
    Optional<Mode> mode =
        dot < 0
            ? Optional.empty()
            : Arrays.stream(Mode.values())
                .filter(one -> one.id().equals(key.substring(0, dot)))
                .findFirst();
    return new Setting(mode, mode.isPresent() ? key.substring(dot + 1) : key, value);
  }

  /** Whether it is the paper executor's. */
  boolean isPapers() {
    return mode.isEmpty() && key.startsWith(PAPER);
  }

  boolean concerns(Mode one) {
    return !isPapers() && (mode.isEmpty() || mode.get() == one);
  }

  /** As it is written on the command line, without its value. */
  String name() {
    return mode.map(one -> one.id() + ".").orElse("") + key;
  }

  @Override
  public String toString() {
    return name() + "=" + value;
  }
}
