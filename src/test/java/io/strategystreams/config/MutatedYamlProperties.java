package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a file: it is read or refused with reasons, never more than that. */
class MutatedYamlProperties {
  private static final Desk DESK = ShippedConfigs.load().desk();
  private static final List<String> SPLINTERS =
      List.of(
          "\n",
          ":",
          ": ",
          "- ",
          "{",
          "}",
          "[",
          "]",
          "&a ",
          "*a",
          "!!int ",
          "!",
          "'",
          "\"",
          "|\n",
          "#",
          "~",
          "null",
          "\t",
          "---\n",
          "? ",
          "%",
          "<<: ",
          "-1",
          "1e999999999",
          "NaN",
          ".inf",
          "0x1F",
          "99999999999999999999999999",
          "P99999999999999999Y",
          "999999999d",
          "\u0000",
          "\ud83d",
          "\u2028",
          "hedge_allocation.",
          "max_age:",
          "mode: ",
          "usdt_market_neutral",
          ".",
          "..");

  /** Cuts a stretch out of a shipped file and puts something in its place. */
  record Mutation(Mode mode, double place, int cut, String put) {
    String applied() {
      String text = shipped(mode);
      int from = (int) (place * text.length());
      int to = Math.min(text.length(), from + cut);
      return text.substring(0, from) + put + text.substring(to);
    }
  }

  private static String shipped(Mode mode) {
    try {
      return Files.readString(ShippedConfigs.DIRECTORY.resolve("modes/" + mode.id() + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<Mutation> mutations() {
    Arbitrary<String> put =
        Arbitraries.oneOf(
            Arbitraries.of(SPLINTERS),
            Arbitraries.of(SPLINTERS).list().ofMaxSize(5).map(parts -> String.join("", parts)),
            Arbitraries.strings().ofMaxLength(12));
    return Combinators.combine(
            Arbitraries.of(Mode.class),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.integers().between(0, 40),
            put)
        .as(Mutation::new);
  }

  @Property(tries = 2000, seed = "20240601")
  void aMutatedFileIsReadOrRefusedWithReasons(@ForAll("mutations") Mutation mutation) {
    try {
      ModeFile file = ModeFile.parse("f.yaml", mutation.applied(), DESK);
      assertThat(ModeFile.parse("f.yaml", file.toYaml(), DESK).parameters())
          .isEqualTo(file.parameters());
    } catch (ConfigurationException e) {
      assertThat(e.errors()).isNotEmpty();
      assertThat(e.errors()).allSatisfy(error -> assertThat(error.message()).startsWith("f.yaml"));
    }
  }

  @Property(tries = 1000, seed = "20240601")
  void anyOverrideIsTakenOrRefusedWithReasons(
      @ForAll Mode mode, @ForAll("keys") String key, @ForAll("values") Object value) {
    ModeFile file = ModeFile.defaults(mode, DESK);
    try {
      assertThat(file.withOverrides(Map.of(key, value)).mode()).isEqualTo(mode);
    } catch (ConfigurationException e) {
      assertThat(e.errors()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.oneOf(
        Arbitraries.of(ModeKeys.all()).map(Key::name),
        Arbitraries.of(
            "hedge_allocation.okx", "hedge_allocation.", "max_age", "cooldown", "", "."));
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> plain =
        Arbitraries.oneOf(
            Arbitraries.of(SPLINTERS).map(Object.class::cast),
            Arbitraries.bigDecimals().map(Object.class::cast),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.oneOf(
        plain,
        Arbitraries.maps(Arbitraries.of("okx", "price", "a.b", ""), plain)
            .ofMaxSize(2)
            .map(Object.class::cast));
  }
}
