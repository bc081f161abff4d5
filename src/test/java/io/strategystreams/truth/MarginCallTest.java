package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A margin call is answered once, though its ratio is read again after the fills. */
class MarginCallTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");

  /**
   * Half of the equity is margin: the ratio falls from 1 below 0.15 when ETH is up by three
   * quarters. Both legs shrink until the ratio is 0.5, by (0.5 · N − M) / 1.5 of N, about 0.25.
   */
  @Test
  void bothLegsShrinkOnceAndNotToNothing() {
    MadeMarket market =
        new MadeMarket(START)
            .eth(hour -> BigDecimal.valueOf(4_000 + 400L * Math.min(8, Math.max(0, hour - 1))));
    Mode mode = Mode.USDT_ETH_STAKING_HEDGED_SIMPLE;
    try (Play play = new Play(Play.exact(), START)) {
      play.with(mode, Map.of("stake_rebalance_threshold", "0.9"), new BigDecimal("100000"))
          .hours(market, 0, 2);
      BigDecimal before = staked(play, mode);

      play.hours(market, 2, 12);

      assertThat(play.decisions)
          .filteredOn(decision -> decision.getReason() == Reason.MARGIN_SHRINK)
          .hasSize(1);
      assertThat(staked(play, mode).doubleValue() / before.doubleValue()).isBetween(0.7, 0.8);
    }
  }

  private static BigDecimal staked(Play play, Mode mode) {
    return play.exposures.get(mode.id()).getPositions().get("etherfi:LST:weETH");
  }
}
