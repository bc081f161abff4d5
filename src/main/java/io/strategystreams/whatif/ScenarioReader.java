package io.strategystreams.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.ContractJsonException;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.contract.EventReader;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.text.Printable;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads a scenario from a line of JSON. Its events must keep the contract; a missing optional
 * counts as null.
 */
final class ScenarioReader {
  private static final List<String> FIELDS =
      List.of(
          "strategy_id",
          "mode",
          "overrides",
          "now",
          "prices",
          "prediction",
          "risk_assessment",
          "exposure");

  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final int LONGEST_TEXT = 200;

  private ScenarioReader() {}

  /**
   * @throws ScenarioException if the line is no scenario, naming the field, what is allowed and
   *     what was there
   */
  static Scenario read(String line) {
    try {
      return scenario(ContractJson.parse(line));
    } catch (ContractJsonException e) {
      // Each scenario is one line, whose number the caller says.
      throw new ScenarioException(e.getMessage().replace("at line 1, column", "at column"));
    }
  }

  private static Scenario scenario(JsonNode tree) {
    if (!tree.isObject()) {
      throw new ScenarioException("a scenario must be an object, was " + shown(tree));
    }
    tree.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new ScenarioException(
                    "a scenario has the fields "
                        + String.join(", ", FIELDS)
                        + ", was "
                        + shown(field));
              }
            });
    String strategyId = text(tree, "strategy_id");
    JsonNode risk = optional(tree, "risk_assessment");
    JsonNode prediction = optional(tree, "prediction");
    return new Scenario(
        strategyId,
        mode(text(tree, "mode")),
        overrides(optional(tree, "overrides")),
        time(text(tree, "now")),
        quotes(optional(tree, "prices")),
        prediction == null
            ? null
            : EventReader.prediction(event(MlPrediction.class, "prediction", prediction)),
        risk == null ? null : risk(strategyId, risk),
        exposure(strategyId, required(tree, "exposure")));
  }

  private static Mode mode(String id) {
    try {
      return Mode.of(id);
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(
          "mode must be one of "
              + String.join(", ", Arrays.stream(Mode.values()).map(Mode::id).toList())
              + ", was "
              + shown(id));
    }
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.getNano() % 1_000_000 == 0
          && time.getEpochSecond() >= 0
          && !time.isAfter(END_OF_TIME)) {
        return time;
      }
    } catch (DateTimeException e) {
      // falls through to the one message for all that is no such time
    }
    throw new ScenarioException(
        "now must be a UTC time such as 2024-06-01T00:00:00Z, whole milliseconds, from 1970 to 9999,"
            + " was "
            + shown(text));
  }

  private static Map<String, Object> overrides(JsonNode tree) {
    if (tree == null) {
      return Map.of();
    }
    if (!tree.isObject()) {
      throw new ScenarioException("overrides must be an object, was " + shown(tree));
    }
    return map(tree);
  }

  private static Map<String, Object> map(JsonNode tree) {
    Map<String, Object> values = new LinkedHashMap<>();
    tree.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
    return values;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case STRING -> node.textValue();
      case NUMBER -> node.decimalValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case ARRAY, BINARY, POJO -> node;
    };
  }

  private static List<Quote> quotes(JsonNode tree) {
    if (tree == null) {
      return List.of();
    }
    if (!tree.isArray()) {
      throw new ScenarioException("prices must be an array of prices, was " + shown(tree));
    }
    List<Quote> quotes = new ArrayList<>();
    Set<Market> seen = new HashSet<>();
    for (JsonNode each : tree) {
      String name = "prices[" + quotes.size() + "]";
      Quote quote = EventReader.quote(event(Price.class, name, each));
      if (!seen.add(quote.market())) {
        throw new ScenarioException(
            name + " must be of a market that has no price yet, was " + quote.market());
      }
      quotes.add(quote);
    }
    return quotes;
  }

  private static io.strategystreams.core.exposure.RiskAssessment risk(
      String strategyId, JsonNode tree) {
    RiskAssessment risk = event(RiskAssessment.class, "risk_assessment", tree);
    same("risk_assessment", risk.getStrategyId(), strategyId);
    return EventReader.risk(risk);
  }

  private static io.strategystreams.core.exposure.Exposure exposure(
      String strategyId, JsonNode tree) {
    Exposure exposure = event(Exposure.class, "exposure", tree);
    same("exposure", exposure.getStrategyId(), strategyId);
    return EventReader.exposure(exposure);
  }

  private static void same(String name, String found, String strategyId) {
    if (!found.equals(strategyId)) {
      throw new ScenarioException(
          name
              + ".strategy_id must be the scenario's "
              + shown(strategyId)
              + ", was "
              + shown(found));
    }
  }

  private static <T extends SpecificRecord> T event(Class<T> type, String name, JsonNode tree) {
    T event;
    try {
      event = ContractJson.fromJson(type, tree);
    } catch (ContractJsonException e) {
      throw new ScenarioException(name + ": " + e.getMessage());
    }
    List<String> violations = ContractRules.violations(key(event), event);
    if (!violations.isEmpty()) {
      throw ScenarioException.of(name + ": ", violations);
    }
    return event;
  }

  /** The key such an event would have as a record. */
  private static String key(SpecificRecord event) {
    if (event instanceof Price price) {
      return price.getMarket();
    }
    if (event instanceof MlPrediction prediction) {
      return prediction.getAsset();
    }
    if (event instanceof Exposure exposure) {
      return exposure.getStrategyId();
    }
    return ((RiskAssessment) event).getStrategyId();
  }

  private static String text(JsonNode tree, String field) {
    JsonNode node = required(tree, field);
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw new ScenarioException(field + " must be a text, was " + shown(node));
    }
    return node.textValue();
  }

  private static JsonNode required(JsonNode tree, String field) {
    JsonNode node = optional(tree, field);
    if (node == null) {
      throw new ScenarioException(field + " is required, was absent");
    }
    return node;
  }

  private static JsonNode optional(JsonNode tree, String field) {
    JsonNode node = tree.get(field);
    return node == null || node.isNull() ? null : node;
  }

  private static String shown(JsonNode node) {
    return ContractJson.shown(node);
  }

  private static String shown(String text) {
    return Printable.line(text, LONGEST_TEXT);
  }
}
