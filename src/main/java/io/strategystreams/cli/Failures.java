package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterException;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.core.text.Printable;
import io.strategystreams.core.text.Secrets;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.serde.RegistryUnavailableException;
import io.strategystreams.serde.SchemaNotFoundException;
import io.strategystreams.serde.SchemaRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What the user sees of an exception: every error of a refused configuration, what a cluster did
 * not do, and of anything else that it is a bug and how to report it.
 */
final class Failures implements IExecutionExceptionHandler {
  /** Of what no input and no cluster is to blame for. */
  static final String BUG = "this is a bug of strategies, not of its input";

  static final String REPORT =
      "report it with the input, the output of 'strategies version' and what standard error says"
          + " with --debug";

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (exception instanceof ConfigurationException refused) {
      print(refused, err);
      return ExitCodes.REFUSED;
    }
    if (exception instanceof RefusedException refused) {
      refused.problems().forEach(problem -> err.println(shown(problem)));
      return ExitCodes.REFUSED;
    }
    if (exception instanceof ConfigException) {
      err.println(shown(exception.getMessage()));
      return ExitCodes.REFUSED;
    }
    if (exception instanceof IOException || exception instanceof UncheckedIOException) {
      err.println("a file or stream failed: " + shown(exception.getMessage()));
      return ExitCodes.FAILED;
    }
    if (exception instanceof ClusterException
        || exception instanceof StartupException
        || exception instanceof RegistryUnavailableException
        || exception instanceof SchemaRefusedException
        || exception instanceof SchemaNotFoundException) {
      err.println(shown(exception.getMessage()));
      return ExitCodes.FAILED;
    }
    bug(exception, commandLine);
    return ExitCodes.FAILED;
  }

  /** Says on standard error that this is a bug; with --debug where it is. */
  static void bug(Throwable cause, CommandLine commandLine) {
    if (cause.getMessage() != null) {
      commandLine.getErr().println(shown(cause.getMessage()));
    }
    commandLine.getErr().println(BUG + "; " + REPORT);
    if (Main.isDebugging(commandLine)) {
      cause.printStackTrace(commandLine.getErr());
    }
  }

  private static String shown(String message) {
    return Printable.lines(Secrets.without(String.valueOf(message)));
  }

  static void print(ConfigurationException refused, PrintWriter err) {
    for (ConfigError error : refused.errors()) {
      err.println(error.message());
    }
    int count = refused.errors().size();
    err.println(count == 1 ? "1 error" : count + " errors");
  }
}
