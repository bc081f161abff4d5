package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Reason;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.MarketInstant;
import io.strategystreams.replay.Observation;
import io.strategystreams.testing.Markets;
import io.strategystreams.testing.Prerequisite;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On real prices every neutral book stays neutral wherever no plan is under way. */
class DeltaDriftTest {
  private static final Path DATA = Path.of("..", "shared", "data");

  /** ETH fell by a third within these days. */
  private static final Instant START = Instant.parse("2024-07-20T00:00:00Z");

  private static final Duration LENGTH = Duration.ofDays(21);
  private static final BigDecimal MAX_DRIFT = new BigDecimal("0.02");
  private static final Map<Mode, BigDecimal> LOTS =
      Map.of(
          Mode.ETH_BASIS, new BigDecimal("0.01"),
          Mode.BTC_BASIS, new BigDecimal("0.001"),
          Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, new BigDecimal("0.01"),
          Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED, new BigDecimal("0.01"));

  private final Map<String, BigDecimal> rates = new HashMap<>();
  private final Map<String, String> openPlans = new HashMap<>();
  private int decisionsRead;
  private int judged;

  @Test
  void everyNeutralBookStaysWithinItsDriftAndALotOnceItsPlanIsCompleted() {
    Prerequisite.require(Files.isDirectory(DATA), "no market history in ../shared/data");
    try (Play play = new Play(Play.exact(), START);
        MarketFeed market = Markets.history(DATA).open(START, START.plus(LENGTH))) {
      LOTS.keySet().stream().sorted().forEach(play::with);
      while (market.hasNext()) {
        MarketInstant instant = market.next();
        instant.prices().forEach(this::remember);
        play.step(instant);
        readPlans(play.decisions);
        LOTS.forEach((mode, lot) -> judge(play, mode, lot, instant.time()));
      }
    }
    assertThat(judged).as("instants of strategies judged").isGreaterThan(1500);
  }

  private void judge(Play play, Mode mode, BigDecimal lot, Instant at) {
    Exposure exposure = play.exposures.get(mode.id());
    if (exposure == null || openPlans.containsKey(mode.id())) {
      return;
    }
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal perps = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> position : exposure.getPositions().entrySet()) {
      Instrument instrument = Instrument.parse(position.getKey());
      BigDecimal amount = position.getValue().multiply(unitsOfAsset(mode, instrument));
      if (instrument.type() == PositionType.PERP) {
        perps = perps.add(position.getValue());
      } else if (instrument.type() == PositionType.DEBT_TOKEN) {
        held = held.subtract(amount);
      } else {
        held = held.add(amount);
      }
    }
    if (perps.signum() == 0) {
      return;
    }
    judged++;
    assertThat(held.add(perps).abs())
        .as("delta of %s at %s: long %s, perps %s", mode, at, held, perps)
        .isLessThanOrEqualTo(held.multiply(MAX_DRIFT).add(lot));
  }

  /** How much of a neutral book's asset one unit is: r of an LST, 0 of what is no such asset. */
  private BigDecimal unitsOfAsset(Mode mode, Instrument instrument) {
    String symbol = instrument.symbol();
    if (symbol.endsWith("weETH") || symbol.endsWith("wstETH")) {
      return rates.get(symbol.endsWith("weETH") ? "weETH" : "wstETH");
    }
    String asset = mode == Mode.BTC_BASIS ? "BTC" : "ETH";
    return symbol.endsWith(asset) ? BigDecimal.ONE : BigDecimal.ZERO;
  }

  private void remember(Observation price) {
    String market = price.quote().market().toString();
    if (market.equals("etherfi:Rate:weETH/WETH")) {
      rates.put("weETH", price.quote().price());
    } else if (market.equals("lido:Rate:wstETH/WETH")) {
      rates.put("wstETH", price.quote().price());
    }
  }

  private void readPlans(List<Decision> decisions) {
    for (; decisionsRead < decisions.size(); decisionsRead++) {
      Decision decision = decisions.get(decisionsRead);
      if (isEnd(decision.getReason())) {
        openPlans.remove(decision.getStrategyId());
      } else if (decision.getPlanId() != null) {
        openPlans.put(decision.getStrategyId(), decision.getPlanId());
      }
    }
  }

  private static boolean isEnd(Reason reason) {
    return reason == Reason.PLAN_COMPLETED
        || reason == Reason.PLAN_ABANDONED
        || reason == Reason.PLAN_SUPERSEDED
        || reason == Reason.PLAN_TIMED_OUT;
  }
}
