package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users may do what they must and no more: our applications what their topologies do, the others
 * what the contract says they write.
 */
final class RightsOfUsers implements ManifestCheck {
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z-]+)` \\| .* \\| (.*) \\|$", Pattern.MULTILINE);

  /** By user, how the contract calls who it is. */
  private static final Map<String, Pattern> WRITERS =
      Map.of(
          "market-data", Pattern.compile("market data"),
          "model", Pattern.compile("the model service"),
          "executor", Pattern.compile("executors"),
          "monitor", Pattern.compile("the (exposure|risk) monitor"));

  /** Who reads and never writes, and operators, whose commands are no part of the contract. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "scaler",
          Set.of(),
          "operator",
          Set.of(Topics.STRATEGY_CONFIGS, Topics.STRATEGY_CONTROLS, Topics.PAPER_FLOWS),
          "redrive",
          Set.of(
              Topics.PRICES,
              Topics.ML_PREDICTIONS,
              Topics.CLOCK,
              Topics.MARKET_DATA,
              Topics.EXPOSURES,
              Topics.RISK_ASSESSMENTS,
              Topics.EXECUTION_REPORTS,
              Topics.STRATEGY_CONFIGS,
              Topics.STRATEGY_CONTROLS,
              Topics.ORDERS,
              Topics.PAPER_FLOWS));

  @Override
  public List<String> problems(Manifests manifests) {
    if (manifests.of("Kafka").isEmpty()) {
      return List.of();
    }
    Lines lines = new Lines();
    Configuration configuration = Deployed.configuration(manifests);
    exactly(lines, manifests.get("KafkaUser", "strategies"), Needs.ofStrategies(configuration));
    exactly(
        lines, manifests.get("KafkaUser", "paper-executor"), Needs.ofPaperExecutor(configuration));
    Map<String, Set<String>> writes = new TreeMap<>(OTHERS);
    WRITERS.forEach((user, called) -> writes.put(user, written(called)));
    for (JsonNode user : manifests.of("KafkaUser")) {
      lines.equal(Manifests.text(user), user, "/spec/authentication/type", "tls");
      lines.equal(Manifests.text(user), user, "/spec/authorization/type", "simple");
      for (JsonNode rule : user.at("/spec/authorization/acls")) {
        String pattern = rule.at("/resource/patternType").asText();
        lines.require(
            Set.of("literal", "prefix").contains(pattern),
            Manifests.text(user) + ": patternType must be literal or prefix, was " + pattern);
      }
      String name = Manifests.name(user);
      if (!Set.of("strategies", "paper-executor").contains(name)) {
        others(lines, user, writes.get(name));
      }
    }
    writes.keySet().forEach(user -> manifests.get("KafkaUser", user));
    return lines.all();
  }

  private static void exactly(Lines lines, JsonNode user, Set<Right> needed) {
    Set<Right> found = Right.of(user);
    Set<Right> missing = new TreeSet<>(needed);
    missing.removeAll(found);
    Set<Right> more = new TreeSet<>(found);
    more.removeAll(needed);
    lines.require(missing.isEmpty(), Manifests.text(user) + " must be given " + missing);
    lines.require(more.isEmpty(), Manifests.text(user) + " does not need " + more);
  }

  private static void others(Lines lines, JsonNode user, Set<String> writes) {
    Set<Right> rights = Right.of(user);
    String whose = Manifests.text(user);
    Set<String> written = new TreeSet<>();
    Set<String> strange = new TreeSet<>();
    for (Right right : rights) {
      if (right.resource().equals("topic")) {
        if (right.operation().equals("Write")) {
          written.add(right.name());
        }
        if (right.prefix()
            || !Set.of("Read", "Write", "Describe", "DescribeConfigs").contains(right.operation())
            || !(Topics.ALL.contains(right.name()) || right.name().equals(Topics.PAPER_FLOWS))) {
          strange.add(right.toString());
        }
      } else if (right.prefix() && right.name().startsWith("strategy-streams")) {
        strange.add(right.toString());
      }
    }
    lines.require(writes != null, whose + ": nobody said what it writes");
    lines.require(
        written.equals(writes), whose + ": must write " + writes + ", may write " + written);
    lines.require(strange.isEmpty(), whose + " must not have " + strange);
  }

  private static Set<String> written(Pattern by) {
    Set<String> topics = new TreeSet<>();
    Matcher row = ROW.matcher(contract());
    while (row.find()) {
      if (by.matcher(row.group(2)).matches()) {
        topics.add(row.group(1));
      }
    }
    return topics;
  }

  private static String contract() {
    try {
      return Files.readString(Path.of("docs", "contract.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
