package io.strategystreams.topology.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.engine.StrategyState;
import io.strategystreams.core.plan.OpenPlan;
import io.strategystreams.core.plan.PlanPhase;
import io.strategystreams.serde.AvroSerde;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** A strategy goes on from its stored state as it would have without. */
class StrategyStateCodecTest {
  private static final int STATES = 500;
  private static final Serde<io.strategystreams.state.StrategyState> SERDE =
      AvroSerde.of(
          io.strategystreams.state.StrategyState.class,
          Map.of("schema.registry.url", "mock://strategy-state-codec"));

  @Test
  void everyStateReadsBackAsItWasWritten() {
    for (int seed = 0; seed < STATES; seed++) {
      StrategyState state = new RandomStates(seed).state();

      StrategyState read =
          StrategyStateCodec.read(state.strategyId(), StrategyStateCodec.write(state));

      assertThat(read).as("seed %d", seed).isEqualTo(state);
      assertThat(read.dueAt()).as("due, seed %d", seed).isEqualTo(state.dueAt());
    }
  }

  @Test
  void everyStateReadsBackFromItsBytes() {
    for (int seed = 0; seed < STATES; seed++) {
      StrategyState state = new RandomStates(seed).state();

      byte[] bytes = SERDE.serializer().serialize("store", StrategyStateCodec.write(state));
      StrategyState read =
          StrategyStateCodec.read(
              state.strategyId(), SERDE.deserializer().deserialize("store", bytes));

      assertThat(read).as("seed %d", seed).isEqualTo(state);
      assertThat(read.dueAt()).as("due, seed %d", seed).isEqualTo(state.dueAt());
    }
  }

  @Test
  void theUnknownStateReadsBack() {
    StrategyState state = StrategyState.unknown("s");

    assertThat(StrategyStateCodec.read("s", StrategyStateCodec.write(state))).isEqualTo(state);
  }

  @Test
  void theStatesCoverEveryPhaseAndWhatMayBeAbsent() {
    Set<PlanPhase> phases = EnumSet.noneOf(PlanPhase.class);
    Set<PlanPhase> beside = EnumSet.noneOf(PlanPhase.class);
    int due = 0;
    for (int seed = 0; seed < STATES; seed++) {
      StrategyState state = new RandomStates(seed).state();
      state.openPlan().map(OpenPlan::phase).ifPresent(phases::add);
      if (state.beside() != null) {
        beside.add(state.beside().phase());
      }
      due += state.dueAt().isPresent() ? 1 : 0;
    }

    assertThat(phases).containsExactly(PlanPhase.values());
    assertThat(beside).containsExactly(PlanPhase.values());
    assertThat(due).isBetween(1, STATES - 1);
  }
}
