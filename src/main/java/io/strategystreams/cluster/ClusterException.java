package io.strategystreams.cluster;

/** The cluster did not do what was asked; the message says what to do, and needs no stack trace. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
