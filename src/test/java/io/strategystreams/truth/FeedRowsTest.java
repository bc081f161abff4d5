package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.paper.attribution.Component;
import io.strategystreams.paper.attribution.Statement;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import io.strategystreams.replay.SimulatedMarket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of the market that come twice, or not at all, create no value. */
class FeedRowsTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final int HOURS = 30;

  private static List<String> sound;

  @BeforeAll
  static void playSound() {
    sound = written(UnaryOperator.identity());
  }

  @Test
  void rowsThatComeTwiceChangeNothing() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> doubled =
        written(instant -> with(instant, price -> random.nextInt(4) == 0 ? 2 : 1));
    assertThat(doubled).isEqualTo(sound);
  }

  /** Whether it still adds up the play itself checks, at every event and every instant. */
  @Test
  void withRowsMissingOnlyNamedFlowsMoveValue() {
    SplittableRandom random = new SplittableRandom(6);
    List<String> dropped =
        written(instant -> with(instant, price -> random.nextInt(8) == 0 ? 0 : 1));
    assertThat(dropped).isNotEqualTo(sound);
  }

  /** What a balance is worth at the end does not depend on prices in between. */
  @Test
  void aHoldingThatMissesRowsEarnsWhatItEarnsWithThem() {
    MadeMarket market =
        new MadeMarket(START)
            .weEth(hour -> new BigDecimal("1.04").add(BigDecimal.valueOf(hour, 5)))
            .eth(hour -> BigDecimal.valueOf(4000 + hour));
    Statement whole = held(market, UnaryOperator.identity());
    SplittableRandom random = new SplittableRandom(7);
    Statement holed =
        held(market, instant -> with(instant, price -> random.nextInt(3) == 0 ? 0 : 1));
    assertThat(holed.equity()).isCloseTo(whole.equity(), within(new BigDecimal("1e-15")));
    assertThat(holed.components().get(Component.STAKING_YIELD))
        .isCloseTo(
            whole.components().get(Component.STAKING_YIELD), within(new BigDecimal("1e-15")));
  }

  /** Staked on whole hours, then rows may be missing, but for the last hour's. */
  private static Statement held(MadeMarket market, UnaryOperator<MarketInstant> changed) {
    try (Play play = new Play(Play.exact(), START)) {
      play.with(Mode.ETH_STAKING_ONLY, Map.of(), new BigDecimal("100")).hours(market, 0, 4);
      for (int hour = 4; hour < HOURS; hour++) {
        play.step(changed.apply(market.at(hour)));
      }
      play.step(market.at(HOURS));
      return play.statement(Mode.ETH_STAKING_ONLY);
    }
  }

  /** All ten strategies on a simulated market; all that was written, and each one's components. */
  private static List<String> written(UnaryOperator<MarketInstant> changed) {
    try (Play play = new Play(Play.exact(), START);
        MarketFeed market =
            new SimulatedMarket(3).open(START, START.plus(Duration.ofHours(HOURS)))) {
      for (Mode mode : Mode.values()) {
        play.with(mode);
      }
      while (market.hasNext()) {
        play.step(changed.apply(market.next()));
      }
      List<String> lines = new ArrayList<>();
      play.orders.forEach(order -> lines.add(ContractJson.toLine(order)));
      play.reports.forEach(report -> lines.add(ContractJson.toLine(report)));
      for (Mode mode : Mode.values()) {
        lines.add(play.statement(mode).toString());
      }
      return lines;
    }
  }

  private interface Times {
    int of(Observation price);
  }

  private static MarketInstant with(MarketInstant instant, Times times) {
    List<Observation> prices = new ArrayList<>();
    for (Observation price : instant.prices()) {
      int often = times.of(price);
      for (int i = 0; i < often; i++) {
        prices.add(price);
      }
    }
    return new MarketInstant(instant.time(), prices, instant.predictions(), instant.payouts());
  }
}
