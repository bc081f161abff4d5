package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MisuseTest {
  @Test
  void aWrongValueIsOneLineAndAnotherNamesTheHelp() {
    Run run = Run.of("orders", "--last", "many");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .satisfiesExactly(
            error -> assertThat(error).contains("--last", "many"),
            help -> assertThat(help).isEqualTo("see: strategies orders --help"));
  }

  @Test
  void aMistypedNameIsAnsweredWithTheNearest() {
    assertThat(Run.of("halt", "--resaon", "x", "--all").err()).contains("strategies halt --help");
    assertThat(Run.of("order").err()).contains("strategies orders", "see: strategies --help");
  }
}
