package io.strategystreams.cli;

import io.strategystreams.cli.console.TerminalWriter;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code strategies}. */
@Command(
    name = "strategies",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Turns prices and exposures into orders for ten crypto strategies.", ""},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it ran and failed",
      "2:the command line or the configuration is not valid; nothing was started"
    },
    footer = {
      "",
      "Begin with:",
      "  strategies validate             is the configuration sound?",
      "  strategies help decide          ask what a strategy would do",
      ""
    })
public final class Main implements Runnable {

  /** Every subcommand but those for {@link DevelopmentCommand}s; a new one is added here. */
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          ApplyCommand.class,
          AuditCommand.class,
          ConfigsCommand.class,
          ConfigurationCommand.class,
          DeadLettersCommand.class,
          DecideCommand.class,
          DecisionsCommand.class,
          ExposuresCommand.class,
          HaltCommand.class,
          ImportCommand.class,
          OrdersCommand.class,
          PaperExecutorCommand.class,
          PaperFlowCommand.class,
          ReduceOnlyCommand.class,
          ReplayCommand.class,
          ReportsCommand.class,
          ResetCommand.class,
          ResumeCommand.class,
          RetireCommand.class,
          RiskCommand.class,
          RunCommand.class,
          SchemasCommand.class,
          TopicsCommand.class,
          TopologyCommand.class,
          ValidateCommand.class,
          VersionCommand.class,
          HelpCommand.class);

  /** Whose log is read by those who run them; the others say themselves what went wrong. */
  private static final Set<String> KEEP_RUNNING =
      Set.of("run", "paper-executor", "cluster", "demo");

  private static final String KAFKA_LOG_LEVEL = "STRATEGIES_KAFKA_LOG_LEVEL";

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of an internal error on standard error.")
  private boolean debug;

  private Main() {}

  /** Whether the stack trace of an internal error is wanted. */
  static boolean isDebugging(CommandLine command) {
    return command.getCommandSpec().root().userObject() instanceof Main main && main.debug;
  }

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    if (args.length > 0 && !KEEP_RUNNING.contains(args[0])) {
      quietKafka();
    }
    System.exit(commandLine().execute(args));
  }

  /** A broker that does not answer is one line of the command's own, not fifty of its clients'. */
  private static void quietKafka() {
    if (System.getenv(KAFKA_LOG_LEVEL) == null) {
      System.setProperty(KAFKA_LOG_LEVEL, "ERROR"); // logback.xml reads it
    }
  }

  /** The whole command, writing UTF-8 whatever the terminal's encoding. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    SUBCOMMANDS.forEach(commandLine::addSubcommand);
    DevelopmentCommand.addTo(commandLine);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(utf8(FileDescriptor.out))
        .setErr(utf8(FileDescriptor.err))
        .setUsageHelpAutoWidth(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(new Misuse())
        .setExecutionExceptionHandler(new Failures());
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new TerminalWriter(
            new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8))),
        true);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
