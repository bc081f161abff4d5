package io.strategystreams.cli.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.chaos.ChaosVerdict;
import io.strategystreams.chaos.FaultOutcome;
import java.util.Locale;

/** A verdict for programs; all lengths are milliseconds. */
public final class VerdictJson {
  private VerdictJson() {}

  /** The whole verdict. */
  public static ObjectNode of(ChaosVerdict verdict) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("clean", verdict.isClean());
    json.put("orders", verdict.orders());
    json.put("decisions", verdict.decisions());
    json.put("reports", verdict.reports());
    json.put("flows", verdict.flows());
    json.put("dead_letters", verdict.deadLetters());
    json.put("lost", verdict.lost());
    json.put("doubled", verdict.doubled());
    json.put("load_ms", verdict.load().toMillis());
    json.put("rest_ms", verdict.rest().toMillis());
    json.put("longest_pause_ms", verdict.longest().toMillis());
    json.put("median_pause_ms", verdict.median().toMillis());
    ObjectNode counts = json.putObject("faults_by_kind");
    verdict.faults().forEach(counts::put);
    ArrayNode faults = json.putArray("faults");
    for (int number = 0; number < verdict.outcomes().size(); number++) {
      faults.add(fault(verdict.outcomes().get(number), verdict.pauses().get(number)));
    }
    ArrayNode ended = json.putArray("ended_by_themselves");
    for (ChaosVerdict.Ended one : verdict.ended()) {
      ArrayNode lines =
          ended
              .addObject()
              .put("name", one.name())
              .put("exit_code", one.exitCode())
              .putArray("last_lines");
      one.lastLines().forEach(lines::add);
    }
    ArrayNode breaches = json.putArray("breaches");
    verdict
        .breaches()
        .forEach(
            one ->
                breaches
                    .addObject()
                    .put("promise", one.promise().name())
                    .put("strategy_id", one.strategyId())
                    .put("text", one.text()));
    ArrayNode problems = json.putArray("problems");
    verdict.problems().forEach(problems::add);
    return json;
  }

  private static ObjectNode fault(FaultOutcome outcome, ChaosVerdict.Around around) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at_ms", outcome.planned().at().toMillis())
        .put("kind", outcome.planned().fault().kind().name().toLowerCase(Locale.ROOT))
        .put("victim", outcome.planned().fault().victim())
        .put("lasts_ms", outcome.planned().fault().lasts().toMillis())
        .put("happened", outcome.happened())
        .put("said", outcome.said())
        .put("back_ms", outcome.back().toMillis())
        .put("pause_ms", around.all().toMillis())
        .put("pause_of_a_partition_ms", around.worst().toMillis());
  }
}
