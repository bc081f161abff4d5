package io.strategystreams.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How events are written and how the schema registry is reached; the keys are documented in {@link
 * RegistryKeys}. Paths are as written: relative to the working directory.
 *
 * @param valueSerde name of a class
 * @param user of basic authentication
 */
public record RegistryAccess(
    String valueSerde,
    boolean autoRegister,
    Duration requestTimeout,
    Duration retryFor,
    Duration retryPause,
    Duration retryPauseMax,
    Optional<String> user,
    Optional<Path> passwordFile,
    Optional<Path> tokenFile,
    Optional<Path> trustStore,
    Optional<Path> trustStorePasswordFile,
    Optional<Path> keyStore,
    Optional<Path> keyStorePasswordFile) {

  /** Empty if anything is wrong, which then went to {@code problems}. */
  static Optional<RegistryAccess> read(Settings settings, Problems problems) {
    int before = problems.all().size();
    RegistryAccess access =
        new RegistryAccess(
            settings.get(RegistryKeys.VALUE_SERDE),
            settings.get(RegistryKeys.AUTO_REGISTER),
            settings.get(RegistryKeys.REQUEST_TIMEOUT),
            settings.get(RegistryKeys.RETRY_FOR),
            settings.get(RegistryKeys.RETRY_PAUSE),
            settings.get(RegistryKeys.RETRY_PAUSE_MAX),
            given(settings, RegistryKeys.USER),
            path(settings, RegistryKeys.PASSWORD_FILE, problems),
            path(settings, RegistryKeys.TOKEN_FILE, problems),
            path(settings, RegistryKeys.TRUST_STORE, problems),
            path(settings, RegistryKeys.TRUST_STORE_PASSWORD_FILE, problems),
            path(settings, RegistryKeys.KEY_STORE, problems),
            path(settings, RegistryKeys.KEY_STORE_PASSWORD_FILE, problems));
    together(settings, RegistryKeys.USER, RegistryKeys.PASSWORD_FILE, problems);
    together(settings, RegistryKeys.TRUST_STORE, RegistryKeys.TRUST_STORE_PASSWORD_FILE, problems);
    together(settings, RegistryKeys.KEY_STORE, RegistryKeys.KEY_STORE_PASSWORD_FILE, problems);
    if (access.user().isPresent() && access.tokenFile().isPresent()) {
      problems.add(
          settings.error(
              RegistryKeys.TOKEN_FILE,
              "must be none where " + RegistryKeys.USER.name() + " is given",
              settings.get(RegistryKeys.TOKEN_FILE)));
    }
    return problems.all().size() == before ? Optional.of(access) : Optional.empty();
  }

  private static void together(
      Settings settings, Key.Single<String> one, Key.Single<String> other, Problems problems) {
    if (given(settings, one).isPresent() != given(settings, other).isPresent()) {
      boolean first = given(settings, one).isPresent();
      problems.add(
          settings.error(
              first ? other : one,
              "must be given where " + (first ? one : other).name() + " is",
              RegistryKeys.NONE));
    }
  }

  private static Optional<String> given(Settings settings, Key.Single<String> key) {
    return Optional.of(settings.get(key)).filter(text -> !text.equals(RegistryKeys.NONE));
  }

  private static Optional<Path> path(Settings settings, Key.Single<String> key, Problems problems) {
    try {
      return given(settings, key).map(Path::of);
    } catch (InvalidPathException e) {
      problems.add(settings.error(key, "must be a path of this system", e.getInput()));
      return Optional.empty();
    }
  }
}
