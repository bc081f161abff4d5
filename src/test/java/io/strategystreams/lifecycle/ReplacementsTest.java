package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplacementsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Replacements replacements = new Replacements(3, MINUTE);

  /** Near the largest value: {@code nanoTime} may overflow. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

  @Test
  void soManyAreAllowedWithinTheTimeAndNoMore() {
    assertThat(allow()).isTrue();
    after(Duration.ofSeconds(20));
    assertThat(allow()).isTrue();
    after(Duration.ofSeconds(20));
    assertThat(allow()).isTrue();
    after(Duration.ofSeconds(19));
    assertThat(allow()).isFalse();
    assertThat(replacements.total()).isEqualTo(3);
  }

  @Test
  void eachCountsForThatTimeOnly() {
    allow();
    after(Duration.ofSeconds(30));
    allow();
    allow();
    after(Duration.ofSeconds(30));
    assertThat(allow()).as("the first is a minute ago").isTrue();
    assertThat(allow()).as("two are half a minute ago").isFalse();
    after(Duration.ofSeconds(30));
    assertThat(allow()).isTrue();
    assertThat(allow()).isTrue();
    assertThat(allow()).isFalse();
    assertThat(replacements.total()).isEqualTo(6);
  }

  @Test
  void oneThatWasRefusedDoesNotCount() {
    allow();
    allow();
    allow();
    for (int refused = 0; refused < 10; refused++) {
      after(Duration.ofSeconds(5));
      assertThat(allow()).isFalse();
    }
    after(Duration.ofSeconds(10));
    assertThat(allow()).isTrue();
    assertThat(replacements.total()).isEqualTo(4);
  }

  @Test
  void theBoundIsSaidInWords() {
    assertThat(replacements.bound()).isEqualTo("3 within 60 s");
  }

  private boolean allow() {
    return replacements.allow(now);
  }

  private void after(Duration time) {
    now += time.toNanos();
  }
}
