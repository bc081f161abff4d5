package io.strategystreams.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Subcommands for development. The image leaves them out, with the broker, the drivers and all else
 * that only they use, so nobody but this class may name them, and only by name.
 */
final class DevelopmentCommand {
  /** A new one is added here and to what pom.xml leaves out of the image. */
  static final List<String> NAMES =
      List.of("backtest", "bench", "chaos", "cluster", "demo", "failover");

  private static final String DEMO = "demo";

  private DevelopmentCommand() {}

  /** Adds those that are there; of the others one is told, if one asks for them, where they are. */
  static void addTo(CommandLine commandLine) {
    for (String name : NAMES) {
      Optional<Class<?>> there = find(name);
      if (there.isPresent()) {
        commandLine.addSubcommand(there.get());
      } else {
        commandLine.addSubcommand(name, new LeftOut());
      }
    }
    if (find(DEMO).isPresent()) {
      teachDemo(commandLine.getCommandSpec());
    }
  }

  private static Optional<Class<?>> find(String name) {
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Command";
    try {
      return Optional.of(Class.forName(DevelopmentCommand.class.getPackageName() + "." + type));
    } catch (ClassNotFoundException leftOut) {
      return Optional.empty();
    }
  }

  /** Where everybody begins, if it is there. */
  private static void teachDemo(CommandSpec spec) {
    String[] footer = spec.usageMessage().footer();
    String[] taught = new String[footer.length + 1];
    int begin = 2; // below "Begin with:"
    System.arraycopy(footer, 0, taught, 0, begin);
    taught[begin] =
        "  strategies demo                 ten strategies over a simulated market, in a minute";
    System.arraycopy(footer, begin, taught, begin + 1, footer.length - begin);
    spec.usageMessage().footer(taught);
  }

  /** In place of one that is not there. */
  @Command(
      hidden = true,
      description = "For development and left out of the image; it runs from a checkout.")
  private static final class LeftOut implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Unmatched private List<String> arguments;

    @Override
    public Integer call() {
      spec.commandLine()
          .getErr()
          .println(
              spec.name()
                  + " is for development and left out of the image; run ./strategies "
                  + spec.name()
                  + " from a checkout");
      return ExitCodes.REFUSED;
    }
  }
}
