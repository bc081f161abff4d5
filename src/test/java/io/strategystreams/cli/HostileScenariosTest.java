package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.contract.ContractJson;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code decide} answers whatever it is given: never an exception, never late. */
class HostileScenariosTest {
  private static final String EXAMPLE = ExampleScenario.LINE;
  private static final int MEGABYTE = 1 << 20;
  private static final Duration MOST_CPU = Duration.ofSeconds(1);

  /** The command loads its configuration at each run, which is no part of a line's time. */
  private static final Duration LOADING = Duration.ofMillis(500);

  /** A class, a package or a frame of Java, or an exception's name. */
  private static final String JAVA =
      "(?s).*([a-z]+\\.[a-z]+\\.[a-z.]*[A-Z]\\w+(Exception|Error)|Exception\\b|java\\.|"
          + "com\\.fasterxml|StreamReadConstraints|JsonReadFeature|org\\.apache|StackOverflow).*";

  private static JsonNode answer(String line) {
    return answers(line.getBytes(StandardCharsets.UTF_8)).get(0);
  }

  private static List<JsonNode> answers(byte[] input) {
    Run run = Run.withInput(input, "decide");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().length()).isLessThan(64_000 + 20 * input.length);
    return run.lines().stream()
        .map(
            line -> {
              JsonNode answer = ContractJson.parse(line);
              assertThat(answer.has("error") != answer.has("decision")).isTrue();
              if (answer.has("error")) {
                assertThat(line).doesNotMatch(JAVA).hasSizeLessThan(10_000);
              }
              return answer;
            })
        .toList();
  }

  private static String error(String line) {
    return answer(line).path("error").asText();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"total_exposure\":\"1000\" | \"total_exposure\":1e2147483648 | line 1: exposure.total_exposure must be a number of at most 100 digits with an exponent from -400 to 400, was 1e2147483648",
        "\"total_exposure\":\"1000\" | \"total_exposure\":1e999999999 | line 1: exposure.total_exposure must be a number of at most 100 digits with an exponent from -400 to 400, was 1e999999999",
        "\"total_exposure\":\"1000\" | \"total_exposure\":\"1e999999999\" | line 1: exposure: total_exposure must be a decimal with at most 18 decimals and 20 digits before them, was \"1e999999999\"",
        "\"total_exposure\":\"1000\" | \"total_exposure\":1e-400 | line 1: exposure: total_exposure must be a decimal with at most 18 decimals and 20 digits before them, was 1E-400",
        "\"total_exposure\":\"1000\" | \"total_exposure\":NaN | line 1: not JSON at column",
        "\"total_exposure\":\"1000\" | \"total_exposure\":\"NaN\" | line 1: exposure: total_exposure must be a decimal with at most 18 decimals and 20 digits before them, was \"NaN\"",
        "\"overrides\":{} | \"overrides\":{\"target_ltv\":1e99999999999} | line 1: overrides.target_ltv must be a number of at most 100 digits with an exponent from -400 to 400, was 1e99999999999",
        "\"overrides\":{} | \"overrides\":{\"slippage_bps\":1e300} | line 1: overrides: slippage_bps must be a decimal",
        "\"overrides\":{} | \"overrides\":{},\"overrides\":{} | line 1: not JSON at column",
        "\"strategy_id\":\"pure_lending_usdt\" | \"strategy_id\":\"a\\ud800b\" | line 1: strategy_id must be Unicode text, without half a surrogate pair, was a\\ud800b",
        "\"strategy_id\":\"pure_lending_usdt\" | \"strategy_id\":\"a\\u0000b\" | line 1: risk_assessment: strategy_id must be a name without blanks, / and *, was",
        "\"withdrawal_requested\":false | \"withdrawal_requested\":false,\"last_report_offset\":99999999999999999999 | line 1: exposure: last_report_offset must be a whole number of 64 bits, was 99999999999999999999",
      })
  void aValueThatIsNoneIsNamedWithFieldValueAndWhatIsExpected(
      String from, String to, String message) {
    assertThat(EXAMPLE).contains(from);

    assertThat(error(EXAMPLE.replace(from, to))).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000000000-12-31T23:59:59Z",
        "-1000000000-01-01T00:00:00Z",
        "+292278994-08-17T07:12:55.808Z",
        "+10000-01-01T00:00:00Z"
      })
  void aTimeBeyondTheYears1970To9999IsNamed(String time) {
    String event = EXAMPLE.replaceAll("(\"event_time\":)\"[^\"]*\"}}$", "$1\"" + time + "\"}}");
    assertThat(event).contains(time);
    assertThat(error(event)).contains("event_time must", time.substring(0, 10));

    String now = EXAMPLE.replaceAll("\"now\":\"[^\"]*\"", "\"now\":\"" + time + "\"");
    assertThat(error(now)).contains("now must be a UTC time", "from 1970 to 9999, was " + time);
  }

  /** Whether the engine ignores it or not: the answer is a decision or an error. */
  @Test
  void aPerpAtAVenueWithoutMarketsIsAnswered() {
    String scenario =
        """
        {"strategy_id":"eth_basis","mode":"eth_basis","now":"2024-06-01T00:00:00Z",
         "prices":[{"market":"binance:Spot:ETH/USDT","price":"4000","event_time":"2024-06-01T00:00:00Z"},
         {"market":"bybit:Perp:ETHUSDT","price":"4000","event_time":"2024-06-01T00:00:00Z"}],
         "risk_assessment":{"strategy_id":"eth_basis","risk_override":false,"margin_ratios":{},"breaches":[],"event_time":"2024-06-01T00:00:00Z"},
         "exposure":{"strategy_id":"eth_basis","share_class":"USDT","total_exposure":"50000","positions":{"binance:BaseToken:USDT":"50000","deribit:Perp:ETHUSDT":"-0.01"},
         "dust_tokens":{},"withdrawal_requested":false,"event_time":"2024-06-01T00:00:00Z"}}
        """
            .replace("\n", "");
    Run run = Run.withInput(scenario + "\n" + EXAMPLE, "decide");

    assertThat(run.lines()).hasSize(2);
    assertThat(run.out()).doesNotMatch(JAVA);
    assertThat(run.lines().get(1)).startsWith("{\"decision\"");
  }

  @Test
  void linesAreSeparateWhateverTheirEncodingEndAndLength() {
    byte[] input =
        bytes(
            "\ufeff" + EXAMPLE + "\r\n",
            "\"" + "x".repeat(3 * MEGABYTE) + "\"\n",
            EXAMPLE + "\n",
            " \r\n\n",
            EXAMPLE);
    input = concatenated(input, "\n\"".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff});

    List<JsonNode> answers = answers(input);

    assertThat(answers).hasSize(5);
    assertThat(answers.get(0)).isEqualTo(answers.get(2)).isEqualTo(answers.get(3));
    assertThat(answers.get(0).has("decision")).isTrue();
    assertThat(answers.get(1).path("error").asText())
        .isEqualTo("line 2: must have at most 1048576 bytes, was 3145730: split it");
    assertThat(answers.get(4).path("error").asText())
        .isEqualTo("line 7: must be UTF-8 text: write it in that encoding");
  }

  @Test
  void whatSteersATerminalIsEscapedInAnswers() {
    Run run = Run.withInput("{\"a\\u001b[2J\\u202e\\u009b\":1}\n", "decide");

    assertThat(run.out()).contains("was a").doesNotContain("\u001b", "\u202e", "\u009b");
    assertThat(run.out().strip().chars()).noneMatch(letter -> letter < ' ');
  }

  @ParameterizedTest
  @ValueSource(strings = {"api_token", "password", "sasl.jaas.config", "venue.secret_key"})
  void aSecretAmongTheOverridesIsNotRepeated(String key) {
    String scenario =
        EXAMPLE.replace("\"overrides\":{}", "\"overrides\":{\"" + key + "\":\"hunter2\"}");

    assertThat(error(scenario)).contains(key).doesNotContain("hunter2");
  }

  /** Each takes as much as a line may, where time could grow faster than the line. */
  @Test
  void noLineOfAMegabyteTakesASecondOfTheProcessor() {
    List<String> lines = new ArrayList<>();
    lines.add("[".repeat(MEGABYTE));
    lines.add("{\"a\":".repeat(MEGABYTE / 5));
    lines.add("\"" + "\\\\".repeat(MEGABYTE / 2 - 1) + "\"");
    lines.add("1".repeat(MEGABYTE));
    lines.add("[" + "1e9999999,".repeat(MEGABYTE / 10 - 1) + "1]");
    lines.add("{" + members(60_000, n -> "\"k" + n + "\":" + n) + "}");
    lines.add("{" + members(25_000, n -> "\"" + colliding(n) + "\":0") + "}");
    lines.add(
        with("\"total_exposure\":\"1000\"", "\"total_exposure\":\"" + digits(900_000) + "\""));
    lines.add(with("\"total_exposure\":\"1000\"", "\"total_exposure\":" + digits(900_000)));
    lines.add(with("\"overrides\":{}", "\"overrides\":{" + overrides(40_000, "\"x\"") + "}"));
    lines.add(with("\"overrides\":{}", "\"overrides\":{" + overrides(250, "\"x\"") + "}"));
    lines.add(with("\"overrides\":{}", "\"overrides\":{" + overrides(140, "{\"a\":1}") + "}"));
    lines.add(with("\"overrides\":{}", "\"overrides\":{\"" + "k".repeat(900_000) + "\":1}"));
    lines.add(
        with("\"overrides\":{}", "\"overrides\":{\"order_ttl\":\"" + "9".repeat(900_000) + "\"}"));
    lines.add(with("\"positions\":{", "\"positions\":{" + positions(20_000, "v%dx:Perp:ETHUSDT")));
    lines.add(
        with("\"positions\":{", "\"positions\":{" + positions(20_000, "binance:BaseToken:T%d")));
    lines.add(with("\"positions\":{", "\"positions\":{" + positions(20_000, "no instrument %d")));
    lines.add(with("\"dust_tokens\":{", "\"dust_tokens\":{" + entries(40_000, "T%d")));
    lines.add(with("\"prices\":[", "\"prices\":[" + prices(9_000)));
    answer(EXAMPLE); // classes are loaded once

    for (String line : lines) {
      assertThat(line.length()).isLessThanOrEqualTo(MEGABYTE);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Run run = Run.withInput(line, "decide");
      Duration took =
          Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);

      String shown = line.substring(0, Math.min(120, line.length()));
      assertThat(run.lines()).as(shown).hasSize(1);
      assertThat(run.out()).as(shown).doesNotContain("Exception", "java.");
      assertThat(took).as(shown).isLessThan(MOST_CPU.plus(LOADING));
    }
  }

  /** Seeded; each mutation of a sound line is answered by a decision or an error. */
  @Test
  void mutatedScenariosAreAnswered() {
    Random random = new Random(12);
    StringBuilder input = new StringBuilder();
    int count = 5_000;
    for (int n = 0; n < count; n++) {
      input.append(mutated(random)).append('\n');
    }

    assertThat(answers(input.toString().getBytes(StandardCharsets.UTF_8))).hasSize(count);
  }

  private static final List<String> VALUES =
      List.of(
          "1e2147483648",
          "-1e-2147483648",
          "1e400",
          "-0",
          "0e0",
          "00",
          "1e",
          ".5",
          "NaN",
          "Infinity",
          "null",
          "true",
          "[]",
          "{}",
          "[[[[]]]]",
          "\"\"",
          "\" \"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "\"\\u202e\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "9223372036854775808",
          "-9223372036854775809",
          "\"1e999999999\"",
          "\"0x10\"",
          "\"١٢\"",
          "\"99999999999999999999.999999999999999999\"",
          "\"-99999999999999999999.999999999999999999\"",
          "\"0.000000000000000001\"",
          "1e19",
          "\"binance:Perp:ETHUSDT\"",
          "{\"a\":{\"a\":{\"a\":1}}}",
          "\"eth_basis\"");

  private static String mutated(Random random) {
    String line = EXAMPLE;
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(line.length());
      int colon = line.indexOf(':', at);
      String value = VALUES.get(random.nextInt(VALUES.size()));
      line =
          switch (random.nextInt(5)) {
            case 0 -> line.substring(0, at) + line.substring(Math.min(line.length(), at + 1));
            case 1 ->
                line.substring(0, at) + (char) random.nextInt(' ', 0x3000) + line.substring(at);
            case 2 -> line.substring(0, at) + value + line.substring(at);
            case 3, 4 ->
                colon < 0 ? line : line.substring(0, colon + 1) + value + rest(line, colon);
            default -> throw new IllegalStateException();
          };
    }
    return line.isBlank() ? "0" : line;
  }

  /** What comes after the value that begins after a colon. */
  private static String rest(String line, int colon) {
    int end = colon + 1;
    boolean quoted = false;
    while (end < line.length() && (quoted || ",}]".indexOf(line.charAt(end)) < 0)) {
      quoted ^= line.charAt(end) == '"';
      end++;
    }
    return line.substring(end);
  }

  private static String with(String from, String to) {
    assertThat(EXAMPLE).contains(from);
    return EXAMPLE.replace(from, to);
  }

  private static String members(int count, IntFunction<String> member) {
    return IntStream.range(0, count).mapToObj(member).collect(Collectors.joining(","));
  }

  private static String overrides(int count, String value) {
    return members(count, n -> "\"order_tt" + n + "\":" + value);
  }

  private static String positions(int count, String instrument) {
    return entries(count, instrument) + ",";
  }

  private static String entries(int count, String key) {
    return members(count, n -> "\"" + String.format(key, n) + "\":\"1\"");
  }

  private static String prices(int count) {
    return members(
        count,
        n ->
            "{\"market\":\"binance:Spot:T"
                + n
                + "/USDT\",\"price\":\"1\",\"event_time\":\"2024-06-01T00:00:00Z\"}");
  }

  private static String digits(int count) {
    return "7".repeat(count);
  }

  /** Texts that {@link String#hashCode} does not tell apart. */
  private static String colliding(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private static byte[] bytes(String... parts) {
    return String.join("", parts).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concatenated(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
