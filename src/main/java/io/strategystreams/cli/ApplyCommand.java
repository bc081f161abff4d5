package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeKeys;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ConfigChange;
import io.strategystreams.operate.ConfigChange.Kind;
import io.strategystreams.operate.ConfigChanges;
import io.strategystreams.operate.ControlBoard;
import io.strategystreams.operate.InstanceFiles;
import io.strategystreams.operate.PublishedConfig;
import io.strategystreams.operate.PublishedConfigs;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.operate.WantedStrategy;
import io.strategystreams.operate.WantedStrategy.Instance;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which configuration do strategies run under? Validates, compares, publishes. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    header = "Validates configurations, shows what changes, and publishes them.",
    description = {
      "",
      "Without arguments: one strategy for each file of modes/, called after its mode. With STRATEGY:"
          + " those instances, each the file of its mode with the keys of --set laid over it; what is"
          + " before an @ in the name is the mode, unless --mode says so. With -f: the instances of"
          + " YAML files.",
      "",
      "A configuration is always the whole file: a key set earlier and not named again goes back to"
          + " the file's value, and the difference shows it. What says the same as the published one"
          + " is not published. A version rises by one with each change, the incarnation stays (see"
          + " reset), and so does the control state (see resume).",
      "",
      "Refused, with nothing written: a file the application would not accept, another mode or share"
          + " class for a strategy that has one, a retired strategy, and what somebody changed while"
          + " the difference was looked at.",
      "",
      "It can be repeated: what was published already is then unchanged. Up to 2000 strategies go out"
          + " in one transaction; more in several, each whole or not at all.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is published, or was already; with --dry-run: all could be",
      "1:the cluster did not do it, or somebody else's change came first",
      "2:refused, or not confirmed; nothing was written"
    },
    footer = {
      "",
      "Examples:",
      "  strategies apply --dry-run",
      "  strategies apply --yes",
      "  strategies apply eth_basis@fund-17 --set hedge_allocation.bybit=0.6 --set"
          + " hedge_allocation.okx=0.4",
      "  strategies apply -f instances.yaml",
      "  strategies apply -f instances.yaml --anew --yes",
      "",
      "instances.yaml:",
      "  - {strategy_id: eth_basis@fund-17, mode: eth_basis, set: {max_order_notional: 50000}}",
      "  - {strategy_id: eth_basis@fund-18}",
      ""
    })
final class ApplyCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 50;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private Confirmation confirmation;

  @Parameters(arity = "0..*", paramLabel = "STRATEGY", description = "Instances to apply.")
  private List<String> strategies = List.of();

  @Option(names = "--mode", paramLabel = "MODE", description = "The mode of the instances named.")
  private String mode;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the mode file, dotted for nested ones; null switches off. Repeatable.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|DIR",
      description = "A YAML list of instances, or a directory of such files. Repeatable.")
  private List<Path> files = List.of();

  @Option(
      names = "--for-replay",
      description =
          "Lay what application.yaml says under demo (max_age, signal_granularity, unstaking_delay)"
              + " over every mode file, for a replay of hourly history.")
  private boolean forReplay;

  @Option(names = "--dry-run", description = "Show the difference and end.")
  private boolean dryRun;

  @Option(names = "--revive", description = "Let strategies come back that were retired.")
  private boolean revive;

  @Option(
      names = "--change-mode",
      description =
          "Let a strategy get another mode or share class. Its positions then count as idle assets"
              + " and are sold: only where its book is flat.")
  private boolean changeMode;

  @Option(
      names = "--anew",
      description =
          "Begin each strategy anew under an incarnation that none had before, the clock's seconds:"
              + " for topics that were made anew, where nobody can read which were used. Positions"
              + " stay, plans and counters are forgotten, as by reset; what is in force must be"
              + " HALTED. Repeated, it begins all of them anew again.")
  private boolean anew;

  @Option(
      names = "--json",
      description = "Print {\"changes\", \"not_named\", \"published\"} on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    Configuration configuration = cluster.load();
    try (ConfigBoard board = ConfigBoard.read(ClusterAccess.of(configuration.application()))) {
      board.published().warnings().forEach(err()::println);
      List<WantedStrategy> wanted = wanted(configuration, board.published());
      if (anew) {
        requireStopped(wanted, board.published(), ClusterAccess.of(configuration.application()));
      }
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      List<ConfigChange> changes =
          new ConfigChanges(revive, changeMode, anew, now).of(wanted, board.published());
      long due = changes.stream().filter(ConfigChange::isPublished).count();
      if (!json) {
        print(changes, notNamed(wanted, board.published()));
      }
      int published = 0;
      if (due > 0 && !dryRun) {
        if (!confirmation.given("Publish " + count(due, "configuration") + "?", err())) {
          err().println("nothing was written");
          return ExitCodes.REFUSED;
        }
        published = board.publish(changes, now, done -> progress(done, due));
      }
      if (json) {
        out()
            .println(
                ContractJson.write(
                    report(changes, notNamed(wanted, board.published()), published)));
      } else if (published > 0) {
        out().println("published " + count(published, "configuration"));
      }
      return ExitCodes.OK;
    }
  }

  /** To begin anew drops open plans: those of a strategy that acts are no longer watched. */
  private static void requireStopped(
      List<WantedStrategy> wanted, PublishedConfigs published, ClusterAccess access) {
    try (ControlBoard controls = ControlBoard.read(access)) {
      List<String> acting =
          wanted.stream()
              .map(WantedStrategy::strategyId)
              .filter(id -> published.find(id).filter(PublishedConfig::isInForce).isPresent())
              .filter(id -> controls.published().effective(id).lets(false))
              .toList();
      if (!acting.isEmpty()) {
        throw new RefusedException(
            "strategies that are in force must be HALTED before they begin anew, were not: "
                + String.join(", ", acting)
                + "; strategies halt, wait for expires_at, then again");
      }
    }
  }

  private List<WantedStrategy> wanted(Configuration configuration, PublishedConfigs published) {
    if (strategies.isEmpty() && (mode != null || !set.isEmpty())) {
      throw new RefusedException("--mode and --set are for strategies that are named: STRATEGY…");
    }
    Map<String, Object> ofEach = forReplay ? replayed(configuration) : Map.of();
    if (strategies.isEmpty() && files.isEmpty()) {
      return WantedStrategy.of(configuration, WantedStrategy.ofEveryMode(configuration), ofEach);
    }
    List<Instance> instances = new ArrayList<>();
    files.forEach(file -> instances.addAll(InstanceFiles.read(file)));
    Map<String, Object> overrides = new LinkedHashMap<>();
    set.forEach((key, value) -> overrides.put(key, value.equals("null") ? null : value));
    for (String strategy : strategies) {
      instances.add(new Instance("", strategy, modeOf(strategy, published), overrides));
    }
    return WantedStrategy.of(configuration, instances, ofEach);
  }

  /** A history has a bar an hour: without this its prices were stale an instant later. */
  private static Map<String, Object> replayed(Configuration configuration) {
    ApplicationSettings.Demo demo = configuration.application().demo();
    Map<String, Object> overrides = new LinkedHashMap<>(demo.overrides());
    overrides.put(ModeKeys.BARRIER_TIMEOUT.name(), demo.maxAge().toString());
    return overrides;
  }

  private String modeOf(String strategy, PublishedConfigs published) {
    if (mode != null) {
      return mode;
    }
    return published
        .find(strategy)
        .filter(PublishedConfig::isInForce)
        .map(one -> one.config().getMode())
        .orElse(Instance.modeIn(strategy));
  }

  private static List<String> notNamed(List<WantedStrategy> wanted, PublishedConfigs published) {
    Set<String> named = wanted.stream().map(WantedStrategy::strategyId).collect(Collectors.toSet());
    List<String> others = new ArrayList<>();
    for (PublishedConfig one : published.inForce()) {
      if (!named.contains(one.strategyId())) {
        others.add(one.strategyId());
      }
    }
    return others;
  }

  private void print(List<ConfigChange> changes, List<String> notNamed) {
    List<ConfigChange> shown = changes.stream().filter(ConfigChange::isPublished).toList();
    for (ConfigChange change : shown.subList(0, Math.min(MOST_SHOWN, shown.size()))) {
      String version =
          change.from() == 0 ? "version " + change.to() : change.from() + " → " + change.to();
      out()
          .println(
              change.strategyId()
                  + " ("
                  + change.mode()
                  + "): "
                  + change.kind().name().toLowerCase(Locale.ROOT)
                  + ", "
                  + (change.from() == 0 ? version : "version " + version)
                  + (anew ? ", incarnation " + change.incarnation() : ""));
      change.keys().forEach(key -> out().println("  " + key));
    }
    if (shown.size() > MOST_SHOWN) {
      out().println("… and " + (shown.size() - MOST_SHOWN) + " more; --json lists all");
    }
    out()
        .println(
            Arrays.stream(Kind.values())
                .map(
                    kind ->
                        changes.stream().filter(change -> change.kind() == kind).count()
                            + " "
                            + kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    if (!notNamed.isEmpty()) {
      out()
          .println(
              count(notNamed.size(), "published strategy")
                  + " not named here and left as "
                  + (notNamed.size() == 1 ? "it is: " : "they are: ")
                  + abridged(notNamed));
    }
  }

  private static String abridged(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(10, names.size())))
        + (names.size() > 10 ? ", …" : "");
  }

  private void progress(int done, long due) {
    if (due > done) {
      err().println(done + " of " + due + " published");
    }
  }

  private static String count(long count, String what) {
    String many = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
    return count + " " + (count == 1 ? what : many);
  }

  private static ObjectNode report(
      List<ConfigChange> changes, List<String> notNamed, int published) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode list = report.putArray("changes");
    for (ConfigChange change : changes) {
      ObjectNode one =
          list.addObject()
              .put("strategy_id", change.strategyId())
              .put("mode", change.mode())
              .put("kind", change.kind().name())
              .put("version_before", change.from() == 0 ? null : change.from())
              .put("version", change.to())
              .put("incarnation", change.incarnation());
      ArrayNode keys = one.putArray("keys");
      change
          .keys()
          .forEach(
              key ->
                  keys.addObject()
                      .put("key", key.key())
                      .put("before", key.before())
                      .put("after", key.after()));
    }
    ArrayNode others = report.putArray("not_named");
    notNamed.forEach(others::add);
    return report.put("published", published);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
