package io.strategystreams.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant START = Instant.parse("2024-06-01T22:00:00Z");

  private final StringWriter text = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aFileGetsALineForEachDayAndTheEnd() {
    run(false);

    assertThat(text.toString().lines())
        .containsExactly(
            "2024-06-01T22:00:00Z  1 of 4 instants, 1 orders, 3 s left",
            "2024-06-02T00:00:00Z  3 of 4 instants, 3 orders, 1 s left",
            "2024-06-02T01:00:00Z  4 of 4 instants, 4 orders, 0 s left");
  }

  @Test
  void aTerminalGetsOneLineThatIsWrittenOver() {
    run(true);

    assertThat(text.toString().lines().count()).isLessThanOrEqualTo(5);
    assertThat(text.toString())
        .startsWith("\r2024-06-01T22:00:00Z")
        .endsWith("4 of 4 instants, 4 orders, 0 s left    " + System.lineSeparator());
  }

  private void run(boolean terminal) {
    Progress progress = new Progress(new PrintWriter(text), terminal, 4, clock::get);
    for (int hour = 0; hour < 4; hour++) {
      clock.addAndGet(Duration.ofSeconds(1).toNanos());
      progress.done(START.plus(Duration.ofHours(hour)), hour + 1 + " orders");
    }
  }
}
