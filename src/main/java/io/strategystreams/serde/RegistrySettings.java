package io.strategystreams.serde;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * How a registry is reached over HTTP. Secrets are {@link Password}s, which print as {@code
 * [hidden]}.
 *
 * @param urls base addresses of one registry's nodes, tried in this order
 * @param requestTimeout longest wait for one answer
 * @param retryFor longest time that one call may take, attempts and pauses together
 * @param firstPause pause after the first round of attempts that failed; doubles with each
 * @param longestPause what the pause doubles up to
 * @param authorization value of the header {@code Authorization}
 * @param trustStore whose certificates are trusted; the platform's where absent
 * @param keyStore what this side shows of itself
 */
record RegistrySettings(
    List<URI> urls,
    Duration requestTimeout,
    Duration retryFor,
    Duration firstPause,
    Duration longestPause,
    Optional<Password> authorization,
    Optional<Store> trustStore,
    Optional<Store> keyStore) {

  /**
   * A key or trust store, in any format that the platform recognises.
   *
   * @param file of the store
   * @param password of the store and of its keys
   */
  record Store(String file, Password password) {}

  RegistrySettings {
    urls = List.copyOf(urls);
  }

  /** The pause after a number of rounds that failed, from 1. No chance in it: a cap instead. */
  Duration pauseAfter(int rounds) {
    Duration pause = firstPause;
    for (int i = 1; i < rounds && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  /** The addresses, for messages. */
  String shownUrls() {
    return String.join(", ", urls.stream().map(URI::toString).toList());
  }
}
