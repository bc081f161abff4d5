package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {
  private static final DurationType DURATION = DurationType.within("0s", "365d");

  @Test
  void decimalsAreReadExactly() {
    assertThat(DecimalType.within("0", "1").read("0.100000000000000000000000000001"))
        .contains(new BigDecimal("0.100000000000000000000000000001"));
    assertThat(DecimalType.within("0", "1").read(".5")).contains(new BigDecimal("0.5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1e-3", "0x1", "1_0", "01", "1,5", "+1", "NaN", "½", " 1", "5.", "--1"})
  void whatIsNoPlainDecimalIsRefused(String text) {
    assertThat(DecimalType.within("0", "100").read(text)).isEmpty();
  }

  @Test
  void theEndsOfADecimalRangeAreAsStated() {
    assertThat(DecimalType.within("0", "1").read("1")).isPresent();
    assertThat(DecimalType.within("0", "1").read("1.01")).isEmpty();
    assertThat(DecimalType.within("0", "1").read("-0.01")).isEmpty();
    assertThat(DecimalType.fromBelow("0", "1").read("0")).isPresent();
    assertThat(DecimalType.fromBelow("0", "1").read("1.000")).isEmpty();
    assertThat(DecimalType.aboveUpTo("0", "1").read("0.0")).isEmpty();
    assertThat(DecimalType.aboveUpTo("0", "1").read("1")).isPresent();
    assertThat(DecimalType.between("0", "1").read("1")).isEmpty();
    assertThat(DecimalType.between("0", "1").read("0")).isEmpty();
    assertThat(DecimalType.within("0", "1").allowed()).isEqualTo("a decimal from 0 to 1");
    assertThat(DecimalType.between("0", "1").allowed()).isEqualTo("a decimal above 0 and below 1");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, 500, 500ms",
    "60s, 60000, 1m",
    "10m, 600000, 10m",
    "2h, 7200000, 2h",
    "7d, 604800000, 7d",
    "PT10M, 600000, 10m",
    "PT1.5S, 1500, 1500ms",
    "0s, 0, 0s",
  })
  void durationsAreReadInAnyUnitAndWrittenInTheLargest(String text, long millis, String written) {
    assertThat(DURATION.read(text)).contains(Duration.ofMillis(millis));
    assertThat(DURATION.write(Duration.ofMillis(millis))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10",
        "10 m",
        "10min",
        "1h30m",
        "-1s",
        "PT-1S",
        "P",
        "PTX",
        "366d",
        "1.5h",
        "9999999999s",
        "PT0.0000001S",
        "PT99999999999999999H",
        "P99999999999999999999D"
      })
  void whatIsNoDurationInRangeIsRefused(String text) {
    assertThat(DURATION.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0B, 0, 0B", "1024B, 1024, 1KiB", "8MiB, 8388608, 8MiB", "1GiB, 1073741824, 1GiB"})
  void sizesAreReadAndWritten(String text, long bytes, String written) {
    SizeType type = new SizeType(0, 1L << 40);
    assertThat(type.read(text)).contains(bytes);
    assertThat(type.write(bytes)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "8MB", "-1B", "8 MiB", "9999999999GiB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThat(new SizeType(0, 1L << 40).read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "off", "True", "1", ""})
  void flagsAreTrueOrFalseAndNothingElse(String text) {
    assertThat(new FlagType().read(text)).isEmpty();
    assertThat(new FlagType().read("true")).contains(true);
    assertThat(new FlagType().read("false")).contains(false);
  }

  @Test
  void wholeNumbersStayInRange() {
    WholeType type = new WholeType(1, 10);
    assertThat(type.read("10")).contains(10L);
    assertThat(type.read("0")).isEmpty();
    assertThat(type.read("11")).isEmpty();
    assertThat(type.read("1.0")).isEmpty();
    assertThat(type.read("99999999999999999999")).isEmpty();
  }

  @Test
  void listsHoldEachValueOnce() {
    ListType<String> type = new ListType<>(ChoiceType.of("A", "B"));
    assertThat(type.read("A, B")).contains(List.of("A", "B"));
    assertThat(type.read("A, A")).isEmpty();
    assertThat(type.read("A, C")).isEmpty();
    assertThat(type.read("")).isEmpty();
  }
}
