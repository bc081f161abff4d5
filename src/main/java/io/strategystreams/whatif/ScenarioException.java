package io.strategystreams.whatif;

/** A scenario cannot be answered; the message says which field and why. */
public final class ScenarioException extends RuntimeException {
  public ScenarioException(String message) {
    super(message);
  }
}
