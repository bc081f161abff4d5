package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class JvmTest {
  /** Does nothing for longer than the test lasts. */
  static final class Sleeper {
    public static void main(String[] arguments) throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(2).toMillis());
    }
  }

  @TempDir private Path directory;

  @Test
  void aKilledOneStartsAgainAndAClosedOneNever() throws Exception {
    Path log = directory.resolve("sleeper.log");
    Jvm jvm = Jvm.start(sleeper(), log);
    try {
      assertThat(jvm.isAlive()).isTrue();
      jvm.kill();
      assertThat(jvm.isAlive()).isFalse();
      assertThat(jvm.isClosed()).isFalse();
      jvm.start();
      assertThat(jvm.isAlive()).isTrue();
      jvm.close();
      assertThat(jvm.isAlive()).isFalse();
      jvm.start();
      assertThat(jvm.isAlive()).isFalse();
      assertThat(jvm.isClosed()).isTrue();
    } finally {
      jvm.close();
    }
    assertThat(Files.readString(log))
        .satisfies(text -> assertThat(text.split("=== sleeper starts")).hasSize(3));
  }

  private static Jvm.Program sleeper() {
    return new Jvm.Program(
        "sleeper",
        System.getProperty("java.class.path"),
        Sleeper.class.getName(),
        List.of("-Xmx32m"),
        List.of(),
        Map.of());
  }
}
