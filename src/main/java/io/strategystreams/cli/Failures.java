package io.strategystreams.cli;

import io.strategystreams.cluster.ClusterException;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.lifecycle.StartupException;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.serde.RegistryUnavailableException;
import io.strategystreams.serde.SchemaNotFoundException;
import io.strategystreams.serde.SchemaRefusedException;
import java.io.PrintWriter;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * What the user sees of an exception: every error of a refused configuration, what a cluster did
 * not do, and the stack trace of anything else, since that is a defect.
 */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (exception instanceof ConfigurationException refused) {
      print(refused, err);
      return ExitCodes.REFUSED;
    }
    if (exception instanceof RefusedException refused) {
      refused.problems().forEach(err::println);
      return ExitCodes.REFUSED;
    }
    if (exception instanceof ConfigException) {
      err.println(exception.getMessage());
      return ExitCodes.REFUSED;
    }
    if (exception instanceof ClusterException
        || exception instanceof StartupException
        || exception instanceof RegistryUnavailableException
        || exception instanceof SchemaRefusedException
        || exception instanceof SchemaNotFoundException) {
      err.println(exception.getMessage());
      return ExitCodes.FAILED;
    }
    exception.printStackTrace(err);
    return ExitCodes.FAILED;
  }

  static void print(ConfigurationException refused, PrintWriter err) {
    for (ConfigError error : refused.errors()) {
      err.println(error.message());
    }
    int count = refused.errors().size();
    err.println(count == 1 ? "1 error" : count + " errors");
  }
}
