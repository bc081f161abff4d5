package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is done to a file: it is read or refused with reasons, never more than that. */
class MutatedYamlTest {
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

  private static Mutation mutation(Random random) {
    return new Mutation(mode(random), random.nextDouble(), random.nextInt(41), put(random));
  }

  private static Mode mode(Random random) {
    return oneOf(List.of(Mode.values()), random);
  }

  /** A splinter, up to five of them, or text of any characters. */
  private static String put(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> oneOf(SPLINTERS, random);
      case 1 ->
          Stream.generate(() -> oneOf(SPLINTERS, random))
              .limit(random.nextInt(6))
              .collect(Collectors.joining());
      default -> text(random);
    };
  }

  /** Half of it printable, half anything that a string may hold, lone surrogates included. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(13); left > 0; left--) {
      text.append(
          (char) (random.nextBoolean() ? ' ' + random.nextInt(95) : random.nextInt(65_536)));
    }
    return text.toString();
  }

  private static <T> T oneOf(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  @Test
  void aMutatedFileIsReadOrRefusedWithReasons() {
    Random random = new Random(20240601);
    int read = 0;
    for (int i = 0; i < 2000; i++) {
      Mutation mutation = mutation(random);
      read += isReadOrRefused(mutation) ? 1 : 0;
    }
    assertThat(read).as("both happen").isBetween(100, 1900);
  }

  /** Whether it was read, and then reads the same once more. */
  private static boolean isReadOrRefused(Mutation mutation) {
    try {
      ModeFile file = ModeFile.parse("f.yaml", mutation.applied(), DESK);
      assertThat(ModeFile.parse("f.yaml", file.toYaml(), DESK).parameters())
          .as("%s", mutation)
          .isEqualTo(file.parameters());
      return true;
    } catch (ConfigurationException e) {
      assertThat(e.errors()).as("%s", mutation).isNotEmpty();
      assertThat(e.errors())
          .as("%s", mutation)
          .allSatisfy(error -> assertThat(error.message()).startsWith("f.yaml"));
      return false;
    }
  }

  @Test
  void anyOverrideIsTakenOrRefusedWithReasons() {
    Random random = new Random(20240601);
    int taken = 0;
    for (int i = 0; i < 1000; i++) {
      Mode mode = mode(random);
      String key = oneOf(KEYS, random);
      Object value = value(random);
      try {
        assertThat(ModeFile.defaults(mode, DESK).withOverrides(Map.of(key, value)).mode())
            .isEqualTo(mode);
        taken++;
      } catch (ConfigurationException e) {
        assertThat(e.errors()).as("%s of %s: %s", key, mode, value).isNotEmpty();
      }
    }
    assertThat(taken).as("both happen").isBetween(10, 990);
  }

  private static final List<String> KEYS =
      Stream.concat(
              ModeKeys.all().stream().map(Key::name),
              Stream.of(
                  "hedge_allocation.okx", "hedge_allocation.", "max_age", "cooldown", "", "."))
          .toList();

  private static Object value(Random random) {
    if (random.nextBoolean()) {
      return plain(random);
    }
    Map<String, Object> map = new TreeMap<>();
    for (int left = random.nextInt(3); left > 0; left--) {
      map.put(oneOf(List.of("okx", "price", "a.b", ""), random), plain(random));
    }
    return map;
  }

  private static Object plain(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> oneOf(SPLINTERS, random);
      case 1 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(40) - 20);
      case 2 -> BigDecimal.valueOf(random.nextInt(1000), 3);
      case 3 -> random.nextInt();
      default -> random.nextBoolean();
    };
  }
}
