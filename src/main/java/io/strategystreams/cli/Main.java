package io.strategystreams.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code strategies}. */
@Command(name = "strategies", description = "Strategy Streams")
public final class Main implements Runnable {

  private Main() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  @Command(name = "version", description = "Prints the version.")
  int version() {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("strategies " + (version == null ? "development" : version));
    return 0;
  }
}
