package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void withoutArgumentsItSaysWhatThereIs() {
    Run run = Run.of();

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("decide", "validate", "version", "help", "Exit codes:");
  }

  @Test
  void aWrongCommandIsRefusedWithASuggestion() {
    Run run = Run.of("decde");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.err()).contains("decde", "decide");
  }

  @Test
  void everySubcommandTeachesByExampleAndStatesItsExitCodes() {
