package io.strategystreams.core.guard;

import java.time.Instant;
import java.util.Objects;

/**
 * What an operator lets a strategy do, and its place in the order of what was said.
 *
 * <p>What tightens always applies. What loosens applies only if it is provably newer: of a higher
 * revision where both have one, else of a later time. The order never goes back: it is the highest
 * revision and the latest time that were ever accepted, so that an old control cannot follow one
 * that tightened under an older stamp.
 *
 * @param revision what its author counted it as, null where none was given
 * @param time when it was said
 * @param reason why, in words
 * @param author who said so
 */
public record Control(
    ControlState state, Long revision, Instant time, String reason, String author) {
  /** Nothing was said yet. */
  public static final Control NONE = of(ControlState.ACTIVE);

  public Control {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(author, "author");
    if (revision != null && revision < 1) {
      throw new IllegalArgumentException("a revision must be 1 or more, was " + revision);
    }
  }

  /** A state of which it is not known when it was said. */
  public static Control of(ControlState state) {
    return new Control(state, null, Instant.EPOCH, "", "");
  }

  /** Whether another lets more through than this one. */
  public boolean isLoosenedBy(Control next) {
    return next.state.compareTo(state) < 0;
  }

  /** Whether another takes effect after this one. */
  public boolean accepts(Control next) {
    return !isLoosenedBy(next) || isOlderThan(next);
  }

  /** Whether another is provably newer: by revision where both have one, else by time. */
  public boolean isOlderThan(Control next) {
    return revision != null && next.revision != null
        ? next.revision > revision
        : next.time.isAfter(time);
  }

  /** What is in force after another came. */
  public Control after(Control next) {
    if (!accepts(next)) {
      return this;
    }
    boolean repeats = next.state == state && !isOlderThan(next);
    return new Control(
        next.state,
        revision == null || (next.revision != null && next.revision > revision)
            ? next.revision
            : revision,
        next.time.isAfter(time) ? next.time : time,
        repeats ? reason : next.reason,
        repeats ? author : next.author);
  }

  /** Whether another is of the same state and place: it needs no restoring. */
  public boolean saysTheSameAs(Control other) {
    return state == other.state
        && Objects.equals(revision, other.revision)
        && time.equals(other.time);
  }

  /** The same, telling no time: a stamp from the future says nothing of the order. */
  public Control withoutTime() {
    return new Control(state, revision, Instant.EPOCH, reason, author);
  }
}
