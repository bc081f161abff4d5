package io.strategystreams.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Key;
import io.strategystreams.config.ModeKeys;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "schema_registry.password",
        "STRATEGY_STREAMS_SCHEMA_REGISTRY__PASSWORD",
        "passwords.0",
        "password.value",
        "db_pwd",
        "passphrase",
        "client_secret",
        "secrets",
        "api_token",
        "apiToken",
        "token",
        "apikey",
        "api.key",
        "aws_secret_access_key",
        "ssl.key.pem",
        "credentials",
        "basic.auth.user.info",
        "oauth.client",
        "Authorization",
        "sasl.jaas.config"
      })
  void theseKeysLookSecret(String key) {
    assertThat(Secrets.areNamed(key)).isTrue();
    assertThat(Secrets.shown(key, "hunter2")).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"author", "monkeys", "target_ltv", "passed", "tokens.USDT.decimals"})
  void theseDoNot(String key) {
    assertThat(Secrets.areNamed(key)).isFalse();
  }

  /** What a mistyped value of an ordinary key was is said, as ever. */
  @Test
  void ofTheKeysOfThisVersionOnlyThoseThatNameSecretsLookSecret() {
    List<String> secret =
        Stream.concat(ApplicationKeys.all().stream(), ModeKeys.all().stream())
            .map(Key::name)
            .filter(Secrets::areNamed)
            .toList();

    assertThat(secret)
        .containsExactlyInAnyOrder(
            "schema_registry.password_file",
            "schema_registry.token_file",
            "schema_registry.trust_store_password_file",
            "schema_registry.key_store",
            "schema_registry.key_store_password_file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://me:hunter2@registry:8081 | http://***@registry:8081",
        "Login required username=\"me\" password=\"hunter2\"; | Login required username=\"me\" password=***;",
        "sasl.jaas.config=hunter2 | sasl.jaas.config=***",
        "\"client_secret\": \"hunter2\", \"a\": 1 | \"client_secret\": ***, \"a\": 1",
        "Invalid value hunter2 for configuration ssl.key.form: no | Invalid value *** for configuration ssl.key.form: no",
        "password_file must name a file | password_file must name a file"
      })
  void aTextDoesNotTellTheSecretsItNames(String text, String shown) {
    assertThat(Secrets.without(text)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Unknown option: '--password=hunter2' | Unknown option: '--password=***'",
        "Unknown options: '--api-token', 'hunter2' | Unknown options: '--api-token', '***'"
      })
  void anOptionThatLooksSecretLosesItsValue(String text, String shown) {
    assertThat(Secrets.withoutOptions(text)).isEqualTo(shown);
  }
}
