package io.strategystreams.cluster;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.Key;
import io.strategystreams.config.RegistryAccess;
import io.strategystreams.config.RegistryKeys;
import io.strategystreams.config.SmallFile;
import io.strategystreams.serde.AvroSerdeConfig;
import io.strategystreams.serde.EventSerde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** The configuration of serdes, as the application's says; secrets are read from their files. */
final class SerdeSettings {
  private static final String FILE = "application.yaml";

  /** No password or token is longer. */
  private static final int MOST_BYTES = 1 << 16;

  private SerdeSettings() {}

  /**
   * @throws ConfigurationException if a file with a secret cannot be read; it does not say what is
   *     in it
   */
  static Map<String, Object> of(ApplicationSettings application) {
    RegistryAccess access = application.registry();
    Map<String, Object> serdes = new HashMap<>();
    serdes.put(EventSerde.VALUE_SERDE, access.valueSerde());
    serdes.put(AvroSerdeConfig.REGISTRY_URL, application.schemaRegistryUrl());
    serdes.put(AvroSerdeConfig.AUTO_REGISTER, access.autoRegister());
    serdes.put(AvroSerdeConfig.REQUEST_TIMEOUT, millis(access.requestTimeout()));
    serdes.put(AvroSerdeConfig.RETRY_FOR, millis(access.retryFor()));
    serdes.put(AvroSerdeConfig.FIRST_PAUSE, millis(access.retryPause()));
    serdes.put(AvroSerdeConfig.LONGEST_PAUSE, millis(access.retryPauseMax()));
    access.user().ifPresent(user -> putUser(serdes, user, access));
    access.tokenFile().ifPresent(file -> putToken(serdes, file));
    access
        .trustStore()
        .ifPresent(
            store -> {
              serdes.put(AvroSerdeConfig.TRUST_STORE, store.toString());
              serdes.put(
                  AvroSerdeConfig.TRUST_STORE_PASSWORD,
                  new Password(
                      secret(
                          RegistryKeys.TRUST_STORE_PASSWORD_FILE,
                          access.trustStorePasswordFile().orElseThrow())));
            });
    access
        .keyStore()
        .ifPresent(
            store -> {
              serdes.put(AvroSerdeConfig.KEY_STORE, store.toString());
              serdes.put(
                  AvroSerdeConfig.KEY_STORE_PASSWORD,
                  new Password(
                      secret(
                          RegistryKeys.KEY_STORE_PASSWORD_FILE,
                          access.keyStorePasswordFile().orElseThrow())));
            });
    return serdes;
  }

  private static void putUser(Map<String, Object> serdes, String user, RegistryAccess access) {
    String password = secret(RegistryKeys.PASSWORD_FILE, access.passwordFile().orElseThrow());
    serdes.put(AvroSerdeConfig.CREDENTIALS_SOURCE, AvroSerdeConfig.SOURCE_USER_INFO);
    serdes.put(AvroSerdeConfig.USER_INFO, new Password(user + ":" + password));
  }

  private static void putToken(Map<String, Object> serdes, Path file) {
    serdes.put(AvroSerdeConfig.BEARER_SOURCE, AvroSerdeConfig.SOURCE_TOKEN);
    serdes.put(AvroSerdeConfig.BEARER_TOKEN, new Password(secret(RegistryKeys.TOKEN_FILE, file)));
  }

  /** Without the line end that editors add. */
  private static String secret(Key<?> key, Path file) {
    String text;
    try {
      text = SmallFile.read(file, MOST_BYTES).strip();
    } catch (IOException e) {
      throw refused(
          key, "must name a readable text file (" + e.getClass().getSimpleName() + ")", file);
    }
    if (text.isEmpty() || text.lines().count() > 1) {
      throw refused(key, "must name a file that holds one line", file);
    }
    return text;
  }

  private static ConfigurationException refused(Key<?> key, String problem, Path file) {
    String where = isPath(file) ? problem + ", which " + file + " is not" : problem;
    return new ConfigurationException(
        List.of(
            new ConfigError(FILE, 0, key.name(), where, isPath(file) ? null : file.toString())));
  }

  /**
   * Whether it names a place of this machine: then it is shown, so that the operator sees which
   * file is missing. Anything else may be the secret itself, written where its file belongs.
   */
  private static boolean isPath(Path file) {
    return file.isAbsolute()
        && file.getNameCount() > 1
        && Files.isDirectory(file.getRoot().resolve(file.getName(0)));
  }

  private static int millis(Duration time) {
    return Math.toIntExact(time.toMillis());
  }
}
