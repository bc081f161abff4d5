package io.strategystreams.lifecycle;

/** What an exception says, for people. */
public final class Causes {
  private Causes() {}

  /** Its message and those of what caused it, in one line, without repetition. */
  public static String said(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String message = one.getMessage() == null ? one.getClass().getSimpleName() : one.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : "; because: ").append(message);
      }
    }
    return text.toString().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
