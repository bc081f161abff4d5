package io.strategystreams.serde;

import io.strategystreams.serde.RegistrySettings.Store;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;

/** TLS with stores of one's own. */
final class RegistryTls {

  private RegistryTls() {}

  /**
   * Empty if no store is set: the platform's defaults hold then.
   *
   * @throws ConfigException naming the store, if it cannot be read
   */
  static Optional<SSLContext> context(RegistrySettings settings) {
    if (settings.trustStore().isEmpty() && settings.keyStore().isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          settings.keyStore().map(RegistryTls::keys).orElse(null),
          settings.trustStore().map(RegistryTls::trusted).orElse(null),
          null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new ConfigException("TLS to the schema registry cannot be set up: " + e.getMessage());
    }
  }

  private static TrustManager[] trusted(Store store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(read("trust", store));
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw unusable("trust", store, e);
    }
  }

  private static KeyManager[] keys(Store store) {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(read("key", store), store.password().value().toCharArray());
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw unusable("key", store, e);
    }
  }

  private static KeyStore read(String what, Store store) throws GeneralSecurityException {
    try {
      return KeyStore.getInstance(new File(store.file()), store.password().value().toCharArray());
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(what, store, e);
    }
  }

  private static ConfigException unusable(String what, Store store, Exception cause) {
    return new ConfigException(
        "the schema registry's "
            + what
            + " store must be a readable PKCS12 or JKS file with the password given, was "
            + store.file()
            + ": "
            + cause.getMessage());
  }
}
