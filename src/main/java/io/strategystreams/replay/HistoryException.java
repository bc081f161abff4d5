package io.strategystreams.replay;

/**
 * Market history that cannot be used; the message names file, line and value and says what is
 * expected.
 */
public final class HistoryException extends RuntimeException {
  HistoryException(String message) {
    super(message);
  }

  HistoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
