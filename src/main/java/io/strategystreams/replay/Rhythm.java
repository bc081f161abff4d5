package io.strategystreams.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When the rows of a time series are due. */
enum Rhythm {
  HOURLY("hourly rows, each stamped with a full hour", Duration.ofHours(1)) {
    @Override
    Optional<Instant> due(Instant stamp) {
      return fullHour(stamp).equals(stamp) ? Optional.of(stamp) : Optional.empty();
    }
  },
  DAILY("daily rows", Duration.ofDays(1)) {
    @Override
    Optional<Instant> due(Instant stamp) {
      return Optional.of(stamp);
    }
  },
  /** Venues pay at a full hour and stamp some milliseconds later. */
  FUNDING(
      "rows 1, 2, 4, 6 or 8 hours apart, each stamped with a full hour or at most a minute later",
      Duration.ofHours(1),
      Duration.ofHours(2),
      Duration.ofHours(4),
      Duration.ofHours(6),
      Duration.ofHours(8)) {
    @Override
    Optional<Instant> due(Instant stamp) {
      Instant hour = fullHour(stamp);
      return Duration.between(hour, stamp).compareTo(LATE) <= 0
          ? Optional.of(hour)
          : Optional.empty();
    }
  };

  private static final Duration LATE = Duration.ofMinutes(1);

  private final String expected;
  private final List<Duration> spacings;

  Rhythm(String expected, Duration... spacings) {
    this.expected = expected;
    this.spacings = List.of(spacings);
  }

  /** The time that a row of this stamp is of; empty if no row has such a stamp. */
  abstract Optional<Instant> due(Instant stamp);

  /** Whether two rows so far apart have none missing between them. */
  boolean isSpacing(Duration between) {
    return spacings.contains(between);
  }

  /** The longest time between two rows with none missing between them. */
  Duration longest() {
    return spacings.get(spacings.size() - 1);
  }

  /** What rows must be, for people. */
  String expected() {
    return expected;
  }

  private static Instant fullHour(Instant stamp) {
    return stamp.truncatedTo(ChronoUnit.HOURS);
  }
}
