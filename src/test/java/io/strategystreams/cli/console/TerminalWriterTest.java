package io.strategystreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {
  private final StringWriter terminal = new StringWriter();
  private final PrintWriter out = new PrintWriter(new TerminalWriter(terminal));

  @Test
  void nothingThatIsPrintedSteersTheTerminal() {
    out.printf("reason %s%n", "\u001b[2J\u202e\u009b1m a\rb");
    out.flush();

    assertThat(terminal.toString())
        .isEqualTo("reason \\u001b[2J\\u202e\\u009b1m a\\u000db" + System.lineSeparator());
  }

  @Test
  void linesTabsAndTheLineThatIsWrittenOverPass() {
    out.print("a\n\tb\n");
    out.print("\r50 %");
    out.flush();

    assertThat(terminal.toString()).isEqualTo("a\n\tb\n\r50 %");
  }

  @Test
  void aPairThatIsWrittenInTwoPartsStaysOne() {
    out.write('\ud83d');
    out.write('\ude00');
    out.write('\ud83d');
    out.write(" \ud83d");
    out.close();

    assertThat(terminal.toString()).isEqualTo("\ud83d\ude00\\ud83d \\ud83d");
  }
}
