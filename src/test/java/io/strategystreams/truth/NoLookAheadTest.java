package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.testing.Markets;
import io.strategystreams.testing.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes known after t may be anything: nothing before changes. All that strategies and
 * executor know of a market are the instants it is fed as: those are compared over two weeks, and
 * over two days all that was decided, ordered, reported and booked.
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
  void nothingIsDecidedOrBookedOtherwiseBeforeFiftyMomentsAfterWhichAllChanged() {
    Played sound = Played.of(history, FIRST.plus(Duration.ofHours(60)));
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50; i++) {
      Instant t = FIRST.plus(Duration.ofHours(3)).plusSeconds(random.nextInt(50 * 3600));
      Path changed = directory.resolve("played-" + i);
      HistoryCopy.perturbed(history, changed, t, random);
      Instant seen = t.plus(Duration.ofHours(5));
      Played other = Played.of(changed, seen);
      assertThat(other.upTo(t)).as("written up to %s", t).isEqualTo(sound.upTo(t));
      assertThat(other.upTo(seen)).as("changed after %s", t).isNotEqualTo(sound.upTo(seen));
    }
  }

  private static List<MarketInstant> upTo(List<MarketInstant> instants, Instant t) {
    return instants.stream().filter(instant -> !instant.time().isAfter(t)).toList();
  }

  private static List<MarketInstant> instants(Path directory) {
    List<MarketInstant> instants = new ArrayList<>();
    try (MarketFeed feed = Markets.history(directory).open(FIRST, LAST)) {
      feed.forEachRemaining(instants::add);
    }
    return instants;
  }

  /**
   * All that ten strategies and their executor wrote, in the order of writing.
   *
   * @param lengths how much of it was written when an instant was over
   */
  private record Played(List<String> lines, NavigableMap<Instant, Integer> lengths) {
    static Played of(Path directory, Instant end) {
      try (Play play = new Play(Play.exact(), FIRST);
          MarketFeed feed = Markets.history(directory).open(FIRST, end)) {
        for (Mode mode : Mode.values()) {
          play.with(mode);
        }
        NavigableMap<Instant, Integer> lengths = new TreeMap<>();
        while (feed.hasNext()) {
          MarketInstant instant = feed.next();
          play.step(instant);
          lengths.put(instant.time(), play.log.size());
        }
        return new Played(play.log.stream().map(ContractJson::toLine).toList(), lengths);
      }
    }

    List<String> upTo(Instant t) {
      return lines.subList(0, lengths.floorEntry(t).getValue());
    }
  }
}
