package io.strategystreams.audit;

/**
 * A promise that was not kept.
 *
 * @param strategyId whose
 * @param text what was found and where
 */
public record Breach(Promise promise, String strategyId, String text) {

  /** In a line. */
  public String message() {
    return promise + " " + strategyId + ": " + text;
  }
}
