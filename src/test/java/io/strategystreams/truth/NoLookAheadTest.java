package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketHistory;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.testing.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes known after t may be anything: nothing before changes. All that strategies and
 * executor know of a market are the instants it is fed as; so for 50 random t those are compared,
 * and for some of them all that was decided, ordered, reported and booked.
 */
class NoLookAheadTest {
  private static final Path DATA = Path.of("..", "shared", "data");
  private static final Instant FIRST = Instant.parse("2024-10-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("2024-10-16T00:00:00Z");

  @TempDir private Path directory;
  private Path history;

  @BeforeEach
  void cutTwoWeeks() {
    Prerequisite.require(Files.isDirectory(DATA), "no market history in ../shared/data");
    history = directory.resolve("history");
    HistoryCopy.cut(DATA, history, FIRST, LAST);
  }

  @Test
  void nothingThatIsKnownBeforeFiftyMomentsChangesWithWhatComesAfter() {
    List<MarketInstant> sound = instants(history);
    SplittableRandom random = new SplittableRandom(50);
    for (int i = 0; i < 50; i++) {
      long millis = Duration.between(FIRST.plusSeconds(3600), LAST).toMillis();
      Instant t = FIRST.plusSeconds(3600).plusMillis(random.nextLong(millis));
      Path changed = directory.resolve("changed-" + i);
      HistoryCopy.perturbed(history, changed, t, random);
      List<MarketInstant> other = instants(changed);
      assertThat(upTo(other, t)).as("instants up to %s", t).isEqualTo(upTo(sound, t));
      assertThat(other).as("instants, changed after %s", t).isNotEqualTo(sound);
    }
  }

  @Test
  void nothingIsDecidedOrBookedOtherwiseBeforeWhatChanged() {
    Instant end = FIRST.plus(Duration.ofDays(5));
    List<String> sound = played(history, end, end);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3; i++) {
      Instant t = FIRST.plus(Duration.ofHours(24 + random.nextInt(72)));
      Path changed = directory.resolve("played-" + i);
      HistoryCopy.perturbed(history, changed, t, random);
      Instant seen = t.plus(Duration.ofHours(3));
      List<String> other = played(changed, seen, t);
      assertThat(other).as("written up to %s", t).isEqualTo(upTo(sound, other.size()));
      assertThat(played(changed, seen, seen)).isNotEqualTo(played(history, seen, seen));
    }
  }

  private static List<String> upTo(List<String> lines, int count) {
    return lines.subList(0, count);
  }

  private static List<MarketInstant> upTo(List<MarketInstant> instants, Instant t) {
    return instants.stream().filter(instant -> !instant.time().isAfter(t)).toList();
  }

  private static List<MarketInstant> instants(Path directory) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = new MarketHistory(directory).open(FIRST, LAST)) {
      feed.forEachRemaining(instants::add);
    }
    return instants;
  }

  /** All that ten strategies and their executor wrote up to {@code t}, in the order of writing. */
  private static List<String> played(Path directory, Instant end, Instant t) {
    try (Play play = new Play(Play.exact(), FIRST);
        MarketFeed feed = new MarketHistory(directory).open(FIRST, end)) {
      for (Mode mode : Mode.values()) {
        play.with(mode);
      }
      List<String> lines = new ArrayList<>();
      int written = 0;
      while (feed.hasNext()) {
        MarketInstant instant = feed.next();
        play.step(instant);
        if (!instant.time().isAfter(t)) {
          written = play.log.size();
        }
      }
      play.log.subList(0, written).forEach(event -> lines.add(ContractJson.toLine(event)));
      return lines;
    }
  }
}
