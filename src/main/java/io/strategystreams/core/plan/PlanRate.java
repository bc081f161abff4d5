package io.strategystreams.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a strategy's last plans started. Immutable.
 *
 * @param starts within the minute before the last of them, oldest first
 */
public record PlanRate(List<Instant> starts) {
  public static final PlanRate NONE = new PlanRate(List.of());

  private static final Duration WINDOW = Duration.ofMinutes(1);

  public PlanRate {
    starts = List.copyOf(starts);
  }

  /** Whether {@code limit} plans started within the minute before {@code now}. */
  public boolean isExhausted(Instant now, int limit) {
    return within(now).count() >= limit;
  }

  /** When the oldest of the last {@code limit} plans is a minute old, if there were as many. */
  public Optional<Instant> freeAt(int limit) {
    return starts.size() < limit
        ? Optional.empty()
        : Optional.of(starts.get(starts.size() - limit).plus(WINDOW));
  }

  /** When the last plan started. */
  public Optional<Instant> last() {
    return starts.isEmpty() ? Optional.empty() : Optional.of(starts.get(starts.size() - 1));
  }

  /** After a plan that starts now; starts older than a minute are forgotten. */
  public PlanRate afterStart(Instant now) {
    return new PlanRate(Stream.concat(within(now), Stream.of(now)).toList());
  }

  private Stream<Instant> within(Instant now) {
    return starts.stream().filter(start -> start.plus(WINDOW).isAfter(now));
  }
}
