package io.strategystreams.lifecycle;

/** An application does not start; the message says what is wrong and what to do. */
public final class StartupException extends IllegalStateException {
  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
