package io.strategystreams.cli;

import io.strategystreams.core.text.Printable;
import io.strategystreams.core.text.Secrets;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user sees of a wrong command line: what is wrong with it, and where the help is. */
final class Misuse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Printable.line(Secrets.withoutOptions(exception.getMessage())));
    UnmatchedArgumentException.printSuggestions(exception, err);
    err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCodes.REFUSED;
  }
}
