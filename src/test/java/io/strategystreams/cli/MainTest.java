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
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      if (command.equals("help") || command.equals("version")) {
        continue;
      }
      Run run = Run.of("help", command);

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("Examples:", "Exit codes:", "strategies " + command);
    }
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(Run.of("version").out()).startsWith("strategies ");
    assertThat(Run.of("--version").out()).isEqualTo(Run.of("version").out());
  }

  @Test
  void inACheckoutHelpBeginsWithTheDemoAndListsWhatIsForDevelopment() {
    String help = Run.of("help").out();

    assertThat(help).contains("  strategies demo  ");
    DevelopmentCommand.NAMES.forEach(name -> assertThat(help).contains("\n  " + name + " "));
  }
}
