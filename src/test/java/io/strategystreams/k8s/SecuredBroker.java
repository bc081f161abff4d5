package io.strategystreams.k8s;

import io.strategystreams.embedded.Quorum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;

/**
 * A broker in this process that lets users in by name and password, and lets them do what they were
 * given the right to do. By another door whoever made it may do everything.
 */
public final class SecuredBroker implements AutoCloseable {
  private static final String DOOR = "SECURED";
  private static final int ANY = 0;

  private final Quorum quorum;
  private final KafkaRaftServer server;

  private SecuredBroker(Quorum quorum, KafkaRaftServer server) {
    this.quorum = quorum;
    this.server = server;
  }

  /** Users whose password is their name, with no rights yet. */
  static SecuredBroker start(Path directory, Collection<String> users) throws IOException {
    StringBuilder login =
        new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
    users.forEach(
        user -> login.append(" user_").append(user).append("=\"").append(user).append('"'));
    return start(directory, Map.of("PLAIN", login.append(';').toString()), "User:ANONYMOUS");
  }

  /** One user who may do everything and comes in with a SCRAM credential, of which it has none. */
  public static SecuredBroker startFor(String user, Path directory) throws IOException {
    String login = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    return start(
        directory,
        Map.of("SCRAM-SHA-256", login, "SCRAM-SHA-512", login),
        "User:ANONYMOUS;User:" + user);
  }

  /**
   * @param mechanisms of the door, with the broker's login of each
   */
  private static SecuredBroker start(
      Path directory, Map<String, String> mechanisms, String superUsers) throws IOException {
    Quorum quorum = Quorum.of(directory, 1, Map.of(DOOR, List.of(ANY)));
    quorum.format(1);
    Properties settings = quorum.settings(1, false);
    settings.put(
        "advertised.listeners",
        "PLAINTEXT://" + quorum.bootstrapServers() + "," + DOOR + "://" + secured(quorum));
    settings.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT," + DOOR + ":SASL_PLAINTEXT");
    String prefix = "listener.name." + DOOR.toLowerCase(Locale.ROOT) + ".";
    settings.put(prefix + "sasl.enabled.mechanisms", String.join(",", mechanisms.keySet()));
    mechanisms.forEach(
        (mechanism, login) ->
            settings.put(prefix + mechanism.toLowerCase(Locale.ROOT) + ".sasl.jaas.config", login));
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", superUsers);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    server.startup();
    return new SecuredBroker(quorum, server);
  }

  private static String secured(Quorum quorum) {
    return "127.0.0.1:" + quorum.behindDoor(DOOR, 1);
  }

  /** Where users come in. */
  public String bootstrapServers() {
    return secured(quorum);
  }

  /** Where whoever comes in may do everything. */
  String adminServers() {
    return quorum.bootstrapServers();
  }

  /** May do everything. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", adminServers()));
  }

  /** How a user comes in, as a file of client properties. */
  static Path properties(Path directory, String user) throws IOException {
    return Files.writeString(
        directory.resolve(user + ".properties"),
        """
        security.protocol=SASL_PLAINTEXT
        sasl.mechanism=PLAIN
        sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="%s" password="%s";
        """
            .formatted(user, user));
  }

  /** Gives a user its rights, as Strimzi would. */
  void give(String user, Collection<Right> rights) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.createAcls(rights.stream().map(right -> binding(user, right)).toList()).all().get();
    }
  }

  private static AclBinding binding(String user, Right right) {
    return new AclBinding(
        new ResourcePattern(
            right.resource().equals("transactionalId")
                ? ResourceType.TRANSACTIONAL_ID
                : ResourceType.fromString(right.resource()),
            right.name(),
            right.prefix() ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + user,
            "*",
            right.operation().equals("DescribeConfigs")
                ? AclOperation.DESCRIBE_CONFIGS
                : AclOperation.fromString(right.operation()),
            right.allowed() ? AclPermissionType.ALLOW : AclPermissionType.DENY));
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
