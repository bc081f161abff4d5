package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Identity;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideCommandTest {
  /** The line of strategies.md. */
  private static final String WORKED_EXAMPLE = ExampleScenario.LINE;

  private static JsonNode decide(String line) {
    Run run = Run.withInput(line + "\n", "decide");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.lines()).hasSize(1);
    return ContractJson.parse(run.lines().get(0));
  }

  private static String error(String line) {
    return decide(line).get("error").textValue();
  }

  @Test
  void theWorkedExampleIsAnsweredAsTheSpecificationSays() {
    JsonNode answer = decide(WORKED_EXAMPLE);

    assertThat(answer.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("decision", "orders");
    JsonNode decision = answer.get("decision");
    assertThat(decision.get("strategy_id").textValue()).isEqualTo("pure_lending_usdt");
    assertThat(decision.get("action").textValue()).isEqualTo("ENTRY_PARTIAL");
    assertThat(decision.get("equity").textValue()).isEqualTo("1000");
    assertThat(decision.get("targets")).hasToString("{\"aave_v3:aToken:aUSDT\":\"1000\"}");
    assertThat(decision.get("current")).hasToString("{\"aave_v3:aToken:aUSDT\":\"900\"}");
    assertThat(decision.get("deviation").doubleValue()).isEqualTo(0.1);
    JsonNode order = answer.get("orders").get(0);
    assertThat(answer.get("orders")).hasSize(1);
    assertThat(order.get("operation").textValue()).isEqualTo("SUPPLY");
    assertThat(order.get("venue").textValue()).isEqualTo("aave_v3");
    assertThat(order.get("token_in").textValue()).isEqualTo("USDT");
    assertThat(order.get("token_out").textValue()).isEqualTo("aUSDT");
    assertThat(order.get("amount").textValue()).isEqualTo("100");
    assertThat(order.get("amount_token").textValue()).isEqualTo("USDT");
    assertThat(order.get("strategy_intent").textValue()).isEqualTo("entry_partial");
    assertThat(order.get("expected_deltas"))
        .hasToString("{\"aave_v3:aToken:aUSDT\":\"100\",\"wallet:BaseToken:USDT\":\"-100\"}");
    assertThat(order.get("execution_mode").textValue()).isEqualTo("SEQUENTIAL");
    assertThat(order.get("step").intValue()).isEqualTo(1);
    assertThat(order.get("steps").intValue()).isEqualTo(1);
  }

  /** Met in use: each entered on the markets it was given. */
  @Test
  void entriesOnMarketsThatContradictEachOtherAreRefused() throws IOException {
    List<String> answers = new ArrayList<>();
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/scenarios/markets-apart.jsonl"))) {
      JsonNode answer = decide(line);
      assertThat(answer.get("orders")).isEmpty();
      answers.add(
          answer.get("decision").get("strategy_id").textValue()
              + " "
              + answer.get("decision").get("reason").textValue());
    }

    assertThat(answers)
        .containsExactly(
            "basis_minus_15_percent BASIS_LIMIT",
            "price_outside_its_spread SPREAD_LIMIT",
            "depeg_entry LST_DISCOUNT_LIMIT");
  }

  @Test
  void theExampleItPrintsIsOneItAnswers() {
    Run printed = Run.of("decide", "--example");

    assertThat(printed.lines()).containsExactly(WORKED_EXAMPLE);
  }

  @Test
  void everyFieldOfTheContractIsThere() {
    JsonNode answer = decide(WORKED_EXAMPLE);

    assertThat(names(answer.get("decision"))).isEqualTo(names(Decision.getClassSchema()));
    assertThat(names(answer.get("orders").get(0))).isEqualTo(names(Order.getClassSchema()));
    assertThat(answer.get("orders").get(0).get("pair").isNull()).isTrue();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> names(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }

  @Test
  void stateIsFresh() {
    JsonNode answer = decide(WORKED_EXAMPLE);
    JsonNode decision = answer.get("decision");
    JsonNode order = answer.get("orders").get(0);

    String strategy = "pure_lending_usdt";
    assertThat(decision.get("decision_id").textValue())
        .isEqualTo(Identity.decisionId(strategy, 1, 1));
    assertThat(decision.get("plan_id").textValue()).isEqualTo(Identity.planId(strategy, 1, 1));
    assertThat(decision.get("order_ids"))
        .hasToString("[\"" + Identity.orderId(strategy, 1, 1, 1, 1) + "\"]");
    assertThat(order.get("order_id").textValue()).isEqualTo(Identity.orderId(strategy, 1, 1, 1, 1));
    for (String one :
        new String[] {"incarnation", "plan_number", "decision_number", "config_version"}) {
      assertThat(decision.get(one).longValue()).as(one).isEqualTo(1);
    }
    assertThat(decision.get("trigger").textValue()).isEqualTo("decide");
    assertThat(decision.get("event_time").textValue()).isEqualTo("2024-06-01T00:00:00Z");
    assertThat(order.get("expires_at").textValue()).isEqualTo("2024-06-01T00:01:00Z");
  }

  @Test
  void aDecisionThatDoesNothingHasNoPlanAndNoOrders() {
    JsonNode answer = decide(WORKED_EXAMPLE.replace("\"900\"", "\"999\""));

    assertThat(answer.get("decision").get("action").textValue()).isEqualTo("NONE");
    assertThat(answer.get("decision").get("plan_id").isNull()).isTrue();
    assertThat(answer.get("decision").get("plan_number").isNull()).isTrue();
    assertThat(answer.get("decision").get("order_ids")).isEmpty();
    assertThat(answer.get("orders").isArray()).isTrue();
    assertThat(answer.get("orders")).isEmpty();
  }

  @Test
  void overridesChangeTheModeFile() {
    String overridden =
        WORKED_EXAMPLE.replace(
            "\"overrides\":{}",
            "\"overrides\":{\"order_ttl\":\"5m\",\"position_deviation_threshold\":0.2}");
    assertThat(decide(overridden).get("orders")).isEmpty();

    JsonNode order = decide(overridden.replace("0.2", "\"0.05\"")).get("orders").get(0);
    assertThat(order.get("expires_at").textValue()).isEqualTo("2024-06-01T00:05:00Z");
  }

  @Test
  void theGuardsThatNeedNoHistoryHold() {
    JsonNode answer =
        decide(
            WORKED_EXAMPLE.replace(
                "\"overrides\":{}", "\"overrides\":{\"max_order_notional\":99}"));

    assertThat(answer.get("orders")).isEmpty();
    JsonNode decision = answer.get("decision");
    assertThat(decision.get("action").textValue()).isEqualTo("NONE");
    assertThat(decision.get("reason").textValue()).isEqualTo("MAX_NOTIONAL_EXCEEDED");
    assertThat(decision.get("targets")).hasToString("{\"aave_v3:aToken:aUSDT\":\"1000\"}");
  }

  @Test
  void aCrossedMarketIsNotTradedOn() {
    String scenario =
        """
        {"strategy_id":"b","mode":"btc_basis","now":"2024-06-01T00:00:00Z",
         "prices":[{"market":"binance:Spot:BTC/USDT","price":67000,"bid":67010,"ask":66990,"event_time":"2024-06-01T00:00:00Z"},
         {"market":"bybit:Perp:BTCUSDT","price":67000,"event_time":"2024-06-01T00:00:00Z"}],
         "risk_assessment":{"strategy_id":"b","risk_override":false,"margin_ratios":{},"breaches":[],"event_time":"2024-06-01T00:00:00Z"},
         "exposure":{"strategy_id":"b","share_class":"USDT","total_exposure":100000,"positions":{"binance:BaseToken:USDT":100000},
         "dust_tokens":{},"withdrawal_requested":false,"event_time":"2024-06-01T00:00:00Z"}}
        """
            .replace("\n", "");

    assertThat(decide(scenario).get("decision").get("reason").textValue())
        .isEqualTo("PRICE_CROSSED");
    assertThat(decide(scenario).get("orders")).isEmpty();
    assertThat(decide(scenario.replace("67010", "66980")).get("orders")).hasSize(2);
  }

  @Test
  void aMissingRiskAssessmentIsNoError() {
    ObjectNode scenario = (ObjectNode) ContractJson.parse(WORKED_EXAMPLE);
    scenario.remove(List.of("risk_assessment", "overrides", "prices", "prediction"));

    JsonNode decision = decide(ContractJson.write(scenario)).get("decision");

    assertThat(decision.get("reason").textValue()).isEqualTo("RISK_MISSING");
  }

  @Test
  void anInvalidLineIsAnsweredByAnErrorAndTheNextIsStillAnswered() {
    Run run = Run.withInput("{]\n\n" + WORKED_EXAMPLE + "\n[]\n" + WORKED_EXAMPLE, "decide");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0))
        .isEqualTo(
            "{\"error\":\"line 1: not JSON at column 2: Unexpected close marker ']': expected"
                + " '}'\"}");
    assertThat(run.lines().get(2))
        .isEqualTo("{\"error\":\"line 4: a scenario must be an object, was []\"}");
    assertThat(run.lines().get(3)).isEqualTo(run.lines().get(1)).startsWith("{\"decision\":{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"now\":\"2024-06-01T00:00:00Z\" | \"now\":\"yesterday\" | now must be a UTC time such as 2024-06-01T00:00:00Z, whole milliseconds, from 1970 to 9999, was yesterday",
        "\"now\":\"2024-06-01T00:00:00Z\" | \"now\":null | now is required, was absent",
        "\"mode\":\"pure_lending_usdt\" | \"mode\":7 | mode must be a text, was 7",
        "\"overrides\":{} | \"overrides\":[] | overrides must be an object, was []",
        "\"overrides\":{} | \"overrides\":{\"order_tll\":\"1m\"} | overrides: order_tll is no key of a mode file (did you mean order_ttl?), was 1m",
        "\"overrides\":{} | \"overrides\":{\"order_ttl\":[1]} | overrides: order_ttl must be one value, was [1]",
        "\"overrides\":{} | \"override\":{} | a scenario has the fields strategy_id, mode, overrides, now, prices, prediction, risk_assessment, exposure, was override",
        "\"prices\":[] | \"prices\":{} | prices must be an array of prices, was {}",
        "\"prices\":[] | \"prices\":[{\"market\":\"binance:Spot:ETH/USDT\",\"price\":\"-1\",\"event_time\":\"2024-06-01T00:00:00Z\"}] | prices[0]: price must be positive, was -1",
        "\"total_exposure\":\"1000\" | \"total_exposure\":\"lots\" | exposure: total_exposure must be a decimal with at most 18 decimals and 20 digits before them, was \"lots\"",
        "\"total_exposure\":\"1000\" | \"equity\":\"1000\" | exposure: Exposure has no field equity",
        "\"risk_override\":false | \"risk_override\":false,\"max_equity_fraction\":1.5 | risk_assessment: max_equity_fraction must be within 0..1, was 1.5",
        "\"prediction\":null | \"prediction\":{\"asset\":\"BTC\",\"signal\":\"NEUTRAL\",\"confidence\":2,\"granularity\":\"1h\",\"event_time\":\"2024-06-01T00:00:00Z\"} | prediction: confidence must be within 0..1, was 2.0",
        "\"exposure\":{\"strategy_id\":\"pure_lending_usdt\" | \"exposure\":{\"strategy_id\":\"other\" | exposure.strategy_id must be the scenario's pure_lending_usdt, was other",
      })
  void anErrorNamesTheFieldTheValueAndWhatIsAllowed(String from, String to, String message) {
    assertThat(WORKED_EXAMPLE).contains(from);

    assertThat(error(WORKED_EXAMPLE.replace(from, to))).isEqualTo("line 1: " + message);
  }

  @Test
  void aMissingExposureIsAnError() {
    ObjectNode scenario = (ObjectNode) ContractJson.parse(WORKED_EXAMPLE);
    scenario.remove("exposure");

    assertThat(error(ContractJson.write(scenario)))
        .isEqualTo("line 1: exposure is required, was absent");
  }

  @Test
  void aMarketHasOnePrice() {
    String price =
        "{\"market\":\"binance:Spot:ETH/USDT\",\"price\":\"1\",\"event_time\":\"2024-06-01T00:00:00Z\"}";

    assertThat(
            error(
                WORKED_EXAMPLE.replace(
                    "\"prices\":[]", "\"prices\":[" + price + "," + price + "]")))
        .isEqualTo(
            "line 1: prices[1] must be of a market that has no price yet, was"
                + " binance:Spot:ETH/USDT");
  }

  @Test
  void anInvalidConfigurationIsRefusedBeforeTheFirstLine() {
    Run run = Run.withInput(WORKED_EXAMPLE, "decide", "--configs", "nowhere");

    assertThat(run.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("nowhere: must be a directory with application.yaml");
  }
}
