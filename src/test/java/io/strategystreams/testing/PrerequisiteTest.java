package io.strategystreams.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PrerequisiteTest {

  @Test
  void whatIsThereIsNotSpokenOf() {
    assertThatCode(() -> Prerequisite.require(true, "no data", "true")).doesNotThrowAnyException();
    assertThatCode(() -> Prerequisite.require(true, "no data", null)).doesNotThrowAnyException();
  }

  @Test
  void whatIsMissingSkipsTheTestAndSaysWhy() {
    assertThatThrownBy(() -> Prerequisite.require(false, "no data in ../shared", null))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("no data in ../shared");
  }

  @Test
  void whatIsMissingInContinuousIntegrationFailsTheTest() {
    assertThatThrownBy(() -> Prerequisite.require(false, "no data in ../shared", "true"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no data in ../shared");
  }
}
