package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cli.Run;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.embedded.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure «Rotate secrets» of docs/operations.md: the registry's password, both at a time.
 */
@Timeout(900)
class RotatedSecretsTest {
  private static final String LENDER = "pure_lending_usdt@a";
  private static final String LENT = "aave_v3:aToken:aUSDT";

  @TempDir private Path directory;
  private final Outside outside = new Outside();

  @Test
  void aPasswordChangesWithAnOverlapAndARestart() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), "old\n");
    outside.open(LENDER, Mode.PURE_LENDING_USDT, "1000");
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        GuardedRegistry registry = GuardedRegistry.start(directory);
        Installation desk = installation(broker, registry, file)) {
      registry.accept("old");
      desk.type("topics", "--create", "--for-replay");
      desk.type("apply", LENDER, "--yes");
      desk.start();
      outside.connect(desk);
      outside.settle();

      registry.accept("old", "new");
      Files.writeString(file, "new\n");
      outside.deposit(LENDER, "100");
      outside.settle();
      desk.stop();
      desk.start();
      outside.deposit(LENDER, "100");
      outside.settle();
      assertThat(registry.wasShown("new")).isTrue();

      registry.accept("new");
      outside.deposit(LENDER, "100");
      outside.settle();
      assertThat(registry.wasShown("old")).isFalse();
      assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo("1300");
      assertThat(desk.read(Topics.DEAD_LETTERS)).isEmpty();

      Files.writeString(file, "mistyped\n");
      Run refused = desk.run("configs");
      assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(1);
      assertThat(refused.err()).contains("401");
    }
  }

  private Installation installation(EmbeddedBroker broker, GuardedRegistry registry, Path file)
      throws Exception {
    Map<String, Object> keys =
        new HashMap<>(Installation.keys("desk", broker.bootstrapServers(), registry.url(), 2));
    keys.put("user", GuardedRegistry.USER);
    keys.put("password_file", file);
    return Installation.in(directory.resolve("desk"), keys);
  }
}
