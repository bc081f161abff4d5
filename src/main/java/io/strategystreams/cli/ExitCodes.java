package io.strategystreams.cli;

/** What the command's exit code says, the same for every subcommand. */
public final class ExitCodes {
  /** Done. */
  public static final int OK = 0;

  /** It ran and failed. */
  public static final int FAILED = 1;

  /** The command line or the configuration is not valid; nothing was started. */
  public static final int REFUSED = 2;

  private ExitCodes() {}
}
