package io.strategystreams.serde;

import io.strategystreams.serde.RegistrySettings.Store;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The configuration of {@link AvroSerde}, by the keys that are customary for it, so that the same
 * values serve Confluent's serdes.
 */
public final class AvroSerdeConfig extends AbstractConfig {
  /** Where the registry is. */
  public static final String REGISTRY_URL = "schema.registry.url";

  /** Whether a schema that is written is registered first. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /** {@code USER_INFO} where {@link #USER_INFO} is used. */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** {@code user:password}. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** {@code STATIC_TOKEN} where {@link #BEARER_TOKEN} is used. */
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";

  /** A token that is sent as it is. */
  public static final String BEARER_TOKEN = "bearer.auth.token";

  public static final String TRUST_STORE = "schema.registry.ssl.truststore.location";
  public static final String TRUST_STORE_PASSWORD = "schema.registry.ssl.truststore.password";
  public static final String KEY_STORE = "schema.registry.ssl.keystore.location";
  public static final String KEY_STORE_PASSWORD = "schema.registry.ssl.keystore.password";

  /** Longest wait for one answer, milliseconds. */
  public static final String REQUEST_TIMEOUT = "http.read.timeout.ms";

  /** Longest time for one call with all its attempts, milliseconds. */
  public static final String RETRY_FOR = "retries.total.ms";

  /** First pause between attempts, milliseconds; it doubles. */
  public static final String FIRST_PAUSE = "retries.wait.ms";

  /** Longest pause between attempts, milliseconds. */
  public static final String LONGEST_PAUSE = "retries.max.wait.ms";

  /** Of the consumer; a call must end sooner, or the group takes the thread for dead. */
  public static final String MAX_POLL_INTERVAL = "max.poll.interval.ms";

  private static final int CONSUMERS_DEFAULT_POLL_INTERVAL = 300_000;
  public static final String SOURCE_USER_INFO = "USER_INFO";
  public static final String SOURCE_TOKEN = "STATIC_TOKEN";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              REGISTRY_URL,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "The schema registry: http:// or https://, several nodes of one registry separated by"
                  + " commas. mock://name is one in the process's memory, for replays and tests;"
                  + " the same name is the same registry.")
          .define(
              AUTO_REGISTER,
              Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Whether a schema that is written is registered first. False in production, where"
                  + " schemas are registered beforehand and one that is not is an error.")
          .define(
              REQUEST_TIMEOUT,
              Type.INT,
              5_000,
              Range.atLeast(1),
              Importance.LOW,
              "Longest wait for one answer, milliseconds.")
          .define(
              RETRY_FOR,
              Type.INT,
              30_000,
              Range.atLeast(1),
              Importance.MEDIUM,
              "Longest time for one call with all its attempts, milliseconds; below "
                  + MAX_POLL_INTERVAL
                  + ".")
          .define(
              FIRST_PAUSE,
              Type.INT,
              100,
              Range.atLeast(1),
              Importance.LOW,
              "First pause between attempts, milliseconds; it doubles.")
          .define(
              LONGEST_PAUSE,
              Type.INT,
              5_000,
              Range.atLeast(1),
              Importance.LOW,
              "Longest pause between attempts, milliseconds.")
          .define(
              MAX_POLL_INTERVAL,
              Type.INT,
              CONSUMERS_DEFAULT_POLL_INTERVAL,
              Range.atLeast(1),
              Importance.LOW,
              "The consumer's; given here only to be compared with.")
          .define(
              CREDENTIALS_SOURCE,
              Type.STRING,
              null,
              Importance.MEDIUM,
              SOURCE_USER_INFO + " to send " + USER_INFO + ".")
          .define(USER_INFO, Type.PASSWORD, null, Importance.MEDIUM, "user:password.")
          .define(
              BEARER_SOURCE,
              Type.STRING,
              null,
              Importance.MEDIUM,
              SOURCE_TOKEN + " to send " + BEARER_TOKEN + ".")
          .define(BEARER_TOKEN, Type.PASSWORD, null, Importance.MEDIUM, "The token.")
          .define(TRUST_STORE, Type.STRING, null, Importance.MEDIUM, "Whom to trust; a file.")
          .define(TRUST_STORE_PASSWORD, Type.PASSWORD, null, Importance.MEDIUM, "Its password.")
          .define(KEY_STORE, Type.STRING, null, Importance.MEDIUM, "What to show; a file.")
          .define(KEY_STORE_PASSWORD, Type.PASSWORD, null, Importance.MEDIUM, "Its password.");

  /**
   * @throws ConfigException if a value is missing or wrong
   */
  public AvroSerdeConfig(Map<String, ?> values) {
    super(DEFINITION, values, false);
    if (getInt(RETRY_FOR) >= getInt(MAX_POLL_INTERVAL)) {
      throw new ConfigException(
          RETRY_FOR
              + " must be below the consumer's "
              + MAX_POLL_INTERVAL
              + " ("
              + getInt(MAX_POLL_INTERVAL)
              + "), was "
              + getInt(RETRY_FOR));
    }
  }

  /**
   * @param written the schema that is written
   */
  SchemaRegistryClient registry(Schema written) {
    String url = getString(REGISTRY_URL);
    if (url.startsWith(AssumedSchema.SCHEME)) {
      return AssumedSchema.at(url, written);
    }
    return url.startsWith(InMemorySchemaRegistry.SCHEME)
        ? SchemaRegistries.at(url)
        : SchemaRegistries.at(registrySettings());
  }

  boolean autoRegister() {
    return getBoolean(AUTO_REGISTER);
  }

  /**
   * For a registry over HTTP.
   *
   * @throws ConfigException if an address or what authenticates is wrong
   */
  RegistrySettings registrySettings() {
    return new RegistrySettings(
        urls(getString(REGISTRY_URL)),
        Duration.ofMillis(getInt(REQUEST_TIMEOUT)),
        Duration.ofMillis(getInt(RETRY_FOR)),
        Duration.ofMillis(getInt(FIRST_PAUSE)),
        Duration.ofMillis(getInt(LONGEST_PAUSE)),
        authorization(),
        store(TRUST_STORE, TRUST_STORE_PASSWORD),
        store(KEY_STORE, KEY_STORE_PASSWORD));
  }

  private static List<URI> urls(String text) {
    List<URI> urls = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      urls.add(url(each.strip()));
    }
    return urls;
  }

  private static URI url(String text) {
    String trimmed = text.replaceAll("/+$", "");
    try {
      URI url = new URI(trimmed);
      if (url.getRawUserInfo() != null || trimmed.contains("@")) {
        throw new ConfigException(
            REGISTRY_URL + " must hold no user and password; they have keys of their own");
      }
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Refused below, with the address as it was given.
    }
    throw new ConfigException(
        REGISTRY_URL
            + " must be mock://name, or http:// or https:// addresses separated by commas, was "
            + text);
  }

  private Optional<Password> authorization() {
    String basic = getString(CREDENTIALS_SOURCE);
    String bearer = getString(BEARER_SOURCE);
    if (basic != null && bearer != null) {
      throw new ConfigException(
          CREDENTIALS_SOURCE + " and " + BEARER_SOURCE + " must not be set both");
    }
    if (basic != null) {
      String user = secret(CREDENTIALS_SOURCE, SOURCE_USER_INFO, USER_INFO);
      return Optional.of(
          new Password(
              "Basic "
                  + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
    }
    return bearer == null
        ? Optional.empty()
        : Optional.of(new Password("Bearer " + secret(BEARER_SOURCE, SOURCE_TOKEN, BEARER_TOKEN)));
  }

  private String secret(String sourceKey, String source, String key) {
    if (!getString(sourceKey).equals(source)) {
      throw new ConfigException(sourceKey + " must be " + source + ", was " + getString(sourceKey));
    }
    Password secret = getPassword(key);
    if (secret == null || secret.value().isBlank()) {
      throw new ConfigException(key + " must be given where " + sourceKey + " is " + source);
    }
    return secret.value();
  }

  private Optional<Store> store(String file, String password) {
    if (getString(file) == null) {
      return Optional.empty();
    }
    if (getPassword(password) == null) {
      throw new ConfigException(password + " must be given where " + file + " is");
    }
    return Optional.of(new Store(getString(file), getPassword(password)));
  }
}
