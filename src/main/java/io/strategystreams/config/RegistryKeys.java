package io.strategystreams.config;

import java.time.Duration;
import java.util.List;

/**
 * The keys of {@code application.yaml} that say how events are written and how the schema registry
 * is reached. Secrets stand in files of their own, so that no configuration, environment or message
 * holds one.
 */
public final class RegistryKeys {
  static final String NONE = "none";
  private static final TextType PATH = TextType.matching("\\S(?:.*\\S)?", "a path, or none");

  public static final Key.Single<String> VALUE_SERDE =
      Key.of(
          "value_serde",
          TextType.matching("[A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)*", "the name of a class"),
          "io.strategystreams.serde.AvroSerde",
          "Class that writes and reads events: any Kafka Serde for Avro in the Confluent wire format"
              + " that is on the class path, such as"
              + " io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde.");

  public static final Key.Single<Boolean> AUTO_REGISTER =
      Key.of(
          "schema_registry.auto_register",
          new FlagType(),
          "true",
          "Whether a schema that is written is registered first. With false a schema that is not"
              + " there stops the application: register beforehand with strategies schemas"
              + " --register.");

  public static final Key.Single<Duration> REQUEST_TIMEOUT =
      Key.of(
          "schema_registry.request_timeout",
          DurationType.within("10ms", "1m"),
          "5s",
          "Longest wait for one answer of the registry.");

  public static final Key.Single<Duration> RETRY_FOR =
      Key.of(
          "schema_registry.retry_for",
          DurationType.within("10ms", "1h"),
          "30s",
          "How long the registry is asked again before the application stops; nothing is skipped."
              + " Must be below max.poll.interval.ms of the consumers (5m unless"
              + " client_properties says otherwise).");

  public static final Key.Single<Duration> RETRY_PAUSE =
      Key.of(
          "schema_registry.retry_pause",
          DurationType.within("1ms", "1m"),
          "100ms",
          "First pause between attempts; doubles with each.");

  public static final Key.Single<Duration> RETRY_PAUSE_MAX =
      Key.of(
          "schema_registry.retry_pause_max",
          DurationType.within("1ms", "5m"),
          "5s",
          "What the pause doubles up to.");

  public static final Key.Single<String> USER =
      Key.of(
          "schema_registry.user",
          TextType.matching("[^\\s:]+", "a name without ':', or none"),
          NONE,
          "User of basic authentication; needs password_file.");

  public static final Key.Single<String> PASSWORD_FILE =
      Key.of(
          "schema_registry.password_file",
          PATH,
          NONE,
          "File that holds the user's password and nothing else. Read at start.");

  public static final Key.Single<String> TOKEN_FILE =
      Key.of(
          "schema_registry.token_file",
          PATH,
          NONE,
          "File that holds a bearer token and nothing else, in place of user and password. Read at"
              + " start.");

  public static final Key.Single<String> TRUST_STORE =
      Key.of(
          "schema_registry.trust_store",
          PATH,
          NONE,
          "PKCS12 or JKS file with the certificates that are trusted, in place of the platform's;"
              + " needs trust_store_password_file.");

  public static final Key.Single<String> TRUST_STORE_PASSWORD_FILE =
      Key.of(
          "schema_registry.trust_store_password_file",
          PATH,
          NONE,
          "File that holds the trust store's password and nothing else.");

  public static final Key.Single<String> KEY_STORE =
      Key.of(
          "schema_registry.key_store",
          PATH,
          NONE,
          "PKCS12 or JKS file with the key that this side shows, for a registry that asks for one;"
              + " needs key_store_password_file.");

  public static final Key.Single<String> KEY_STORE_PASSWORD_FILE =
      Key.of(
          "schema_registry.key_store_password_file",
          PATH,
          NONE,
          "File that holds the key store's password, which is its keys' too, and nothing else.");

  static final List<Key<?>> ALL =
      List.of(
          VALUE_SERDE,
          AUTO_REGISTER,
          REQUEST_TIMEOUT,
          RETRY_FOR,
          RETRY_PAUSE,
          RETRY_PAUSE_MAX,
          USER,
          PASSWORD_FILE,
          TOKEN_FILE,
          TRUST_STORE,
          TRUST_STORE_PASSWORD_FILE,
          KEY_STORE,
          KEY_STORE_PASSWORD_FILE);

  private RegistryKeys() {}
}
