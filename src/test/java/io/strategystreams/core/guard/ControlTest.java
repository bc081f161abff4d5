package io.strategystreams.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {
  private static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");

  private static Control control(ControlState state, Long revision, Instant time) {
    return new Control(state, revision, time, state + " of " + revision, "op");
  }

  private static Control control(ControlState state, Long revision, long second) {
    return control(state, revision, NOON.plusSeconds(second));
  }

  @ParameterizedTest(name = "{0} of revision {1} at {2} s, then {3} of {4} at {5} s: {6}")
  @CsvSource({
    // Both count: the revision alone orders what loosens.
    "HALTED, 5, 0, ACTIVE, 6, 1, ACTIVE",
    "HALTED, 5, 0, ACTIVE, 6, -9, ACTIVE",
    "HALTED, 5, 0, ACTIVE, 5, 1, HALTED",
    "HALTED, 5, 0, ACTIVE, 4, 1, HALTED",
    "HALTED, 5, 0, REDUCE_ONLY, 4, 1, HALTED",
    "RETIRED, 5, 0, ACTIVE, 4, 1, RETIRED",
    "RETIRED, 5, 0, ACTIVE, 6, 1, ACTIVE",
    // One of them does not: time does.
    "HALTED, 5, 0, ACTIVE, , 1, ACTIVE",
    "HALTED, 5, 0, ACTIVE, , 0, HALTED",
    "HALTED, 5, 0, ACTIVE, , -1, HALTED",
    "HALTED, , 0, ACTIVE, 1, 1, ACTIVE",
    "HALTED, , 0, ACTIVE, 9, 0, HALTED",
    "HALTED, , 0, ACTIVE, , 1, ACTIVE",
    "HALTED, , 0, ACTIVE, , 0, HALTED",
    // What tightens always applies.
    "ACTIVE, 5, 0, HALTED, 1, -99, HALTED",
    "ACTIVE, 5, 0, HALTED, , -99, HALTED",
    "REDUCE_ONLY, 5, 0, RETIRED, 1, -99, RETIRED",
  })
  void whatLoosensMustBeNewer(
      ControlState before,
      Long revision,
      long second,
      ControlState next,
      Long nextRevision,
      long nextSecond,
      ControlState inForce) {
    assertThat(
            control(before, revision, second)
                .after(control(next, nextRevision, nextSecond))
                .state())
        .isEqualTo(inForce);
  }

  @Test
  void anActiveOf1970LiftsNoHalt() {
    Control halted = Control.NONE.after(control(ControlState.HALTED, null, 0));

    Control old = control(ControlState.ACTIVE, null, Instant.EPOCH);
    assertThat(halted.accepts(old)).isFalse();
    assertThat(halted.after(old)).isSameAs(halted);
  }

  @Test
  void aHaltUnderAnOlderStampDoesNotTakeTheOrderBack() {
    Control inForce =
        control(ControlState.ACTIVE, 5L, 60).after(control(ControlState.HALTED, 2L, 0));

    assertThat(inForce.state()).isEqualTo(ControlState.HALTED);
    assertThat(inForce.revision()).isEqualTo(5);
    assertThat(inForce.time()).isEqualTo(NOON.plusSeconds(60));
    assertThat(inForce.accepts(control(ControlState.ACTIVE, 3L, 90))).isFalse();
    assertThat(inForce.accepts(control(ControlState.ACTIVE, null, 30))).isFalse();
    assertThat(inForce.accepts(control(ControlState.ACTIVE, 6L, 90))).isTrue();
  }

  @Test
  void whoDoesNotCountDoesNotTakeTheCountBack() {
    Control inForce =
        control(ControlState.ACTIVE, 5L, 0).after(control(ControlState.HALTED, null, 60));

    assertThat(inForce.revision()).isEqualTo(5);
    assertThat(inForce.accepts(control(ControlState.ACTIVE, 5L, 90))).isFalse();
    assertThat(inForce.accepts(control(ControlState.ACTIVE, 6L, 90))).isTrue();
  }

  @Test
  void theSameStateAgainMovesTheOrderAndKeepsTheNewerReason() {
    Control halted = control(ControlState.HALTED, 5L, 60);

    Control older = halted.after(control(ControlState.HALTED, 3L, 0));
    assertThat(older).isEqualTo(halted);

    Control newer = halted.after(control(ControlState.HALTED, 7L, 90));
    assertThat(newer).isEqualTo(control(ControlState.HALTED, 7L, 90));
    assertThat(newer.accepts(control(ControlState.ACTIVE, 6L, 99))).isFalse();
  }

  @Test
  void aStampFromTheFutureDoesNotOrder() {
    Control far = control(ControlState.HALTED, null, Instant.parse("2099-01-01T00:00:00Z"));

    Control inForce = control(ControlState.ACTIVE, null, 0).after(far.withoutTime());

    assertThat(inForce.state()).isEqualTo(ControlState.HALTED);
    assertThat(inForce.time()).isEqualTo(NOON);
    assertThat(inForce.saysTheSameAs(far)).isFalse();
    assertThat(inForce.accepts(control(ControlState.ACTIVE, null, 60))).isTrue();
  }

  /** Restored controls end any exchange between two that restore. */
  @Test
  void whatIsInForceSaysTheSameAsItself() {
    Control inForce =
        control(ControlState.ACTIVE, 5L, 60).after(control(ControlState.HALTED, null, 0));

    assertThat(inForce.after(inForce)).isEqualTo(inForce);
    assertThat(inForce.after(inForce).saysTheSameAs(inForce)).isTrue();
  }
}
