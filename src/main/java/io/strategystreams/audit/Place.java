package io.strategystreams.audit;

/**
 * Where a record lies.
 *
 * @param topic empty if the text was none
 */
record Place(String topic, int partition, long offset) {
  private static final Place NOWHERE = new Place("", -1, -1);

  /** Reads {@code topic-partition@offset}. */
  static Place parse(String text) {
    int at = text.lastIndexOf('@');
    int dash = text.lastIndexOf('-', at < 0 ? 0 : at);
    if (at < 0 || dash < 0) {
      return NOWHERE;
    }
    try {
      return new Place(
          text.substring(0, dash),
          Integer.parseInt(text.substring(dash + 1, at)),
          Long.parseLong(text.substring(at + 1)));
    } catch (NumberFormatException e) {
      return NOWHERE;
    }
  }
}
