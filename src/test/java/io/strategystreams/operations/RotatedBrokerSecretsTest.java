package io.strategystreams.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cli.Run;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.k8s.SecuredBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The procedure «Rotate secrets» of docs/operations.md: the brokers' credential, a second one for a
 * while.
 */
@Timeout(900)
class RotatedBrokerSecretsTest {
  private static final String USER = "desk";
  private static final String LENDER = "pure_lending_usdt@a";
  private static final String LENT = "aave_v3:aToken:aUSDT";
  private static final ScramMechanism FORMER = ScramMechanism.SCRAM_SHA_512;
  private static final ScramMechanism LATTER = ScramMechanism.SCRAM_SHA_256;

  @TempDir private Path directory;
  private final Outside outside = new Outside();

  @Test
  void aCredentialChangesWithAnOverlapAndARestart() throws Exception {
    Path file = directory.resolve("client.properties");
    outside.open(LENDER, Mode.PURE_LENDING_USDT, "1000");
    try (SecuredBroker broker = SecuredBroker.startFor(USER, directory.resolve("broker"))) {
      alter(broker, given(FORMER, "former"));
      replace(file, FORMER, "former");
      awaitLetIn(broker, file);
      try (Installation desk = installation(broker, file)) {
        desk.type("topics", "--create", "--for-replay");
        desk.type("apply", LENDER, "--yes");
        desk.start();
        outside.connect(desk);
        outside.settle();

        alter(broker, given(LATTER, "latter"));
        replace(file, LATTER, "latter");
        awaitLetIn(broker, file);
        desk.type("configs");
        desk.type("topics", "--check", "--for-replay");
        outside.deposit(LENDER, "100");
        outside.settle();
        desk.stop();
        desk.start();
        outside.deposit(LENDER, "100");
        outside.settle();

        alter(broker, new UserScramCredentialDeletion(USER, FORMER));
        desk.comeInAnew();
        outside.deposit(LENDER, "100");
        outside.settle();
        assertThat(outside.held(LENDER, LENT)).isEqualByComparingTo("1300");
        assertThat(desk.read(Topics.DEAD_LETTERS)).isEmpty();

        replace(file, FORMER, "former");
        Run refused = desk.run("configs");
        assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains("uthentication failed");
      }
    }
  }

  private static UserScramCredentialAlteration given(ScramMechanism mechanism, String password) {
    return new UserScramCredentialUpsertion(
        USER, new ScramCredentialInfo(mechanism, 4096), password);
  }

  private static void alter(SecuredBroker broker, UserScramCredentialAlteration alteration)
      throws Exception {
    try (Admin admin = broker.admin()) {
      admin.alterUserScramCredentials(List.of(alteration)).all().get();
    }
  }

  /** The broker learns of a credential after the controller that took it. */
  private static void awaitLetIn(SecuredBroker broker, Path file) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              Properties client = Utils.loadProps(file.toString());
              client.put("bootstrap.servers", broker.bootstrapServers());
              try (Admin admin = Admin.create(client)) {
                admin.describeCluster().nodes().get();
              } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthenticationException) {
                  throw new AssertionError("the credential in " + file + " must be known", e);
                }
                throw e;
              }
            });
  }

  /** In one move, as the procedure says. */
  private static void replace(Path file, ScramMechanism mechanism, String password)
      throws Exception {
    Path written =
        Files.writeString(
            file.resolveSibling("written"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=%s
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \
            username="%s" password="%s";
            """
                .formatted(mechanism.mechanismName(), USER, password));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Installation installation(SecuredBroker broker, Path file) throws Exception {
    Map<String, Object> keys =
        new HashMap<>(
            Installation.keys(USER, broker.bootstrapServers(), "mock://rotated-brokers", 2));
    keys.put("client_properties", file);
    return Installation.in(directory.resolve("desk"), keys);
  }
}
