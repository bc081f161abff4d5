package io.strategystreams.topology.store;

import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import java.time.Instant;

/** Controls in stores, field by field: what 0.1.0 did not write is null. */
final class ControlCodec {
  private ControlCodec() {}

  static Control read(String state, Long revision, Instant time, String reason, String author) {
    return new Control(
        ControlState.valueOf(state),
        revision,
        time == null ? Instant.EPOCH : time,
        reason == null ? "" : reason,
        author == null ? "" : author);
  }

  static Instant time(Control control) {
    return control.time().equals(Instant.EPOCH) ? null : control.time();
  }

  /** Null for nothing, which most strategies are said. */
  static String text(String said) {
    return said.isEmpty() ? null : said;
  }
}
