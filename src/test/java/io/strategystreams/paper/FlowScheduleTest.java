package io.strategystreams.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.RewardPayout;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.topology.FlowEvents;
import io.strategystreams.replay.LockStep;
import io.strategystreams.replay.MarketInstant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowScheduleTest {
  private static final Instant NOW = Instant.parse("2024-10-12T00:00:00Z");
  private static final RewardPayout PAYOUT =
      new RewardPayout(
          new Token("EIGEN"),
          new Token("weETH"),
          new BigDecimal("0.15"),
          NOW.minus(Duration.ofDays(6)),
          NOW);
  private static final MarketInstant PAYING =
      new MarketInstant(NOW, List.of(), List.of(), List.of(PAYOUT));

  @Test
  void aPayoutGoesToEveryAccountThatStakesAndToNoOther() {
    FlowSchedule flows =
        new FlowSchedule(
            List.of(),
            Map.of(
                "eth_leveraged",
                Mode.ETH_LEVERAGED,
                "eth_basis",
                Mode.ETH_BASIS,
                "simple@one",
                Mode.USDT_ETH_STAKING_HEDGED_SIMPLE));

    List<LockStep.Injected> due = flows.due(PAYING);

    assertThat(due)
        .extracting(LockStep.Injected::key)
        .containsExactly("eth_leveraged", "simple@one");
    PaperFlow reward = (PaperFlow) due.get(0).event();
    assertThat(due.get(0).topic()).isEqualTo("paper-flows");
    assertThat(ContractRules.violations("eth_leveraged", reward)).isEmpty();
    assertThat(FlowEvents.read(reward))
        .isInstanceOfSatisfying(
            Flow.Reward.class,
            read -> {
              assertThat(read.reward()).hasToString("wallet:BaseToken:EIGEN");
              assertThat(read.lst()).isEqualTo(PAYOUT.lst());
              assertThat(read.perUnit()).isEqualByComparingTo("0.15");
              assertThat(read.from()).isEqualTo(PAYOUT.from());
              assertThat(read.to()).isEqualTo(PAYOUT.to());
              assertThat(read.eventTime()).isEqualTo(NOW);
            });
  }

  @Test
  void anAccountIsPaidFromTheInstantOnAtWhichItIsOpened() {
    PaperFlow open =
        PaperFlows.open("eth_leveraged", Mode.ETH_LEVERAGED, Token.ETH, BigDecimal.TEN, NOW);
    FlowSchedule early = new FlowSchedule(List.of(open), Map.of());
    FlowSchedule late =
        new FlowSchedule(
            List.of(PaperFlow.newBuilder(open).setEventTime(NOW.plusSeconds(1)).build()), Map.of());

    assertThat(early.due(PAYING))
        .extracting(injected -> ((PaperFlow) injected.event()).getKind())
        .containsExactly(PaperFlowKind.OPEN, PaperFlowKind.REWARD);
    assertThat(late.due(PAYING)).isEmpty();
  }
}
