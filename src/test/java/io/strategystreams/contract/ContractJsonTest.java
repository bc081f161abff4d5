package io.strategystreams.contract;

import static io.strategystreams.testing.SampleEvents.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.Exposure;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.Tick;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContractJsonTest {
  private static final String PRICE =
      "{\"market\":\"binance:Spot:ETH/USDT\",\"price\":\"3780.5\","
          + "\"event_time\":\"2024-06-01T12:00:00Z\"}";

  static List<SpecificRecord> everyEvent() {
    return SampleEvents.all();
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void everyEventSurvivesTheRoundTrip(SpecificRecord event) {
    assertThat(ContractJson.fromText(event.getClass(), ContractJson.toLine(event)))
        .isEqualTo(event);
  }

  @Test
  void anEventReadsAsInTheContract() {
    assertThat(ContractJson.toLine(SampleEvents.exposure().setWithdrawalAmount(null).build()))
        .isEqualTo(
            "{\"strategy_id\":\"eth_basis@fund-17\",\"share_class\":\"USDT\","
                + "\"total_exposure\":\"1000000\",\"positions\":{"
                + "\"binance:BaseToken:ETH\":\"132.25\","
                + "\"binance:BaseToken:USDT\":\"500000\","
                + "\"bybit:Perp:ETHUSDT\":\"-132.25\"},"
                + "\"dust_tokens\":{\"EIGEN\":\"12.5\"},\"withdrawal_requested\":false,"
                + "\"withdrawal_amount\":null,\"last_report_offset\":41,"
                + "\"unrealised_pnl\":{\"bybit:Perp:ETHUSDT\":\"-120.5\"},"
                + "\"event_time\":\"2024-06-01T12:00:00Z\"}");
  }

  @Test
  void aMapsOrderDoesNotShow() {
    Map<String, BigDecimal> reversed = new TreeMap<>(java.util.Comparator.reverseOrder());
    reversed.putAll(SampleEvents.exposure().build().getPositions());

    assertThat(ContractJson.toLine(SampleEvents.exposure().setPositions(reversed).build()))
        .isEqualTo(ContractJson.toLine(SampleEvents.exposure().build()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000000000000000000, 0",
    "1000000, 1000000",
    "1E+6, 1000000",
    "0.000000000000000001, 0.000000000000000001",
    "-1.500, -1.5",
    "99999999999999999999.999999999999999999, 99999999999999999999.999999999999999999"
  })
  void decimalsArePlain(BigDecimal value, String text) {
    Exposure event = SampleEvents.exposure().setTotalExposure(value).build();

    assertThat(ContractJson.toJson(event).get("total_exposure").textValue()).isEqualTo(text);
  }

  /** Of any length up to the 38 digits that an amount holds. */
  @Test
  void everyDecimalSurvivesTheRoundTrip() {
    Random random = new Random(20240601);
    BigInteger limit = BigInteger.TEN.pow(38);
    for (int i = 0; i < 1000; i++) {
      BigInteger atoms = new BigInteger(random.nextInt(127), random).mod(limit);
      BigDecimal amount = new BigDecimal(random.nextBoolean() ? atoms : atoms.negate(), 18);
      Exposure event = SampleEvents.exposure().setTotalExposure(amount).build();

      assertThat(ContractJson.fromText(Exposure.class, ContractJson.toLine(event)))
          .isEqualTo(event);
    }
  }

  @Test
  void millisecondsShowOnlyWhereThereAreSome() {
    assertThat(
            ContractJson.toLine(
                SampleEvents.tick().setEventTime(SampleEvents.NOON.plusMillis(5)).build()))
        .isEqualTo("{\"event_time\":\"2024-06-01T12:00:00.005Z\"}");
  }

  @Test
  void absentOptionalsNeedNotBeThere() {
    Price price = ContractJson.fromText(Price.class, PRICE);

    assertThat(price.getBid()).isNull();
    assertThat(price.getSource()).isNull();
    assertThat(price.getPrice()).isEqualTo(amount("3780.5"));
  }

  @Test
  void aDecimalMayBeANumberAndLosesNothing() {
    Price price =
        ContractJson.fromText(
            Price.class, PRICE.replace("\"3780.5\"", "12345678901234567890.123456789012345678"));

    assertThat(price.getPrice())
        .isEqualTo(new BigDecimal("12345678901234567890.123456789012345678"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"3780.5\" | \"abc\" | was \"abc\"",
        "\"3780.5\" | \"0.0000000000000000001\" | was \"0.0000000000000000001\"",
        "\"3780.5\" | 1e-19 | was 1E-19",
        "\"3780.5\" | \"1e999999999\" | was \"1e999999999\"",
        "\"3780.5\" | \"1e-999999999\" | was \"1e-999999999\"",
        "\"3780.5\" | true | was true",
        "\"3780.5\" | null | price is required, was absent"
      })
  void whatIsNoDecimalIsNamed(String from, String to, String words) {
    assertThatThrownBy(() -> ContractJson.fromText(Price.class, PRICE.replace(from, to)))
        .isInstanceOf(ContractJsonException.class)
        .hasMessageStartingWith("price ")
        .hasMessageEndingWith(words);
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThatThrownBy(
            () -> ContractJson.fromText(Price.class, PRICE.replace("\"price\"", "\"prise\"")))
        .hasMessage("Price has no field prise");
  }

  @Test
  void aMissingFieldIsNamed() {
    assertThatThrownBy(() -> ContractJson.fromText(Tick.class, "{}"))
        .hasMessage("event_time is required, was absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2024-06-01\"",
        "\"2024-06-01T12:00:00.0000001Z\"",
        "\"noon\"",
        "1717243200000",
        "\"2024-06-31T12:00:00Z\""
      })
  void whatIsNoTimeIsNamed(String time) {
    assertThatThrownBy(() -> ContractJson.fromText(Tick.class, "{\"event_time\":" + time + "}"))
        .hasMessage(
            "event_time must be a UTC time such as 2024-06-01T00:00:00Z, whole milliseconds, up to"
                + " 9999, was "
                + time);
  }

  @Test
  void anUnknownSymbolListsThoseThereAre() {
    String text =
        ContractJson.toLine(SampleEvents.prediction().build())
            .replace("SWING_HIGH_BREAKOUT", "MOON");

    assertThatThrownBy(() -> ContractJson.fromText(MlPrediction.class, text))
        .hasMessage(
            "signal must be one of UNKNOWN, NEUTRAL, SWING_LOW_BREAKOUT, SWING_HIGH_BREAKOUT,"
                + " SWING_HIGH_REVERSAL, SWING_LOW_NEUTRAL, was \"MOON\"");
  }

  @Test
  void aWrongEntryOfAMapIsNamedByItsKey() {
    String text =
        ContractJson.toLine(SampleEvents.exposure().build()).replace("\"500000\"", "\"half\"");

    assertThatThrownBy(() -> ContractJson.fromText(Exposure.class, text))
        .hasMessageStartingWith("positions[binance:BaseToken:USDT] must be a decimal");
  }

  @Test
  void aWholeNumberMustFit() {
    String text = ContractJson.toLine(SampleEvents.exposure().build());

    assertThatThrownBy(() -> ContractJson.fromText(Exposure.class, text.replace(":41,", ":4.1,")))
        .hasMessage("last_report_offset must be a whole number of 64 bits, was 4.1");
    assertThatThrownBy(
            () ->
                ContractJson.fromText(
                    Exposure.class, text.replace(":41,", ":9223372036854775808,")))
        .hasMessageEndingWith("was 9223372036854775808");
  }

  @Test
  void whatIsNoJsonSaysWhere() {
    assertThatThrownBy(() -> ContractJson.parse("{\n  \"a\": }"))
        .isInstanceOf(ContractJsonException.class)
        .hasMessageStartingWith("not JSON at line 2, column 8");
    assertThatThrownBy(() -> ContractJson.parse(" ")).hasMessageEndingWith("was nothing");
    assertThatThrownBy(() -> ContractJson.parse("{\"a\":1,\"a\":2}"))
        .hasMessageContaining("Duplicate field 'a'");
    assertThatThrownBy(() -> ContractJson.fromText(Tick.class, "[]"))
        .hasMessage("Tick must be an object, was []");
  }
}
