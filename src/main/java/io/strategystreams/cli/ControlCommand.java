package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Keys;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ControlBoard;
import io.strategystreams.operate.ControlBoard.ControlStatement;
import io.strategystreams.operate.ControlEffect;
import io.strategystreams.operate.PublishedControls;
import io.strategystreams.operate.RefusedException;
import io.strategystreams.operate.Uptake;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What strategies may do: the part that halt, resume, reduce-only and retire have in common. */
abstract class ControlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private Confirmation confirmation;
  @Mixin private ControlScope scope;

  @Option(
      names = {"-r", "--reason"},
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept with the state, for whoever finds it.")
  private String reason;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who says so. Default: the user of this system.")
  private String author = System.getProperty("user.name");

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description =
          "How long to wait until the application decides under it; 0 does not look. Default:"
              + " ${DEFAULT-VALUE}.")
  private int wait = 10;

  @Option(
      names = "--json",
      description =
          "Print {\"state\", \"reason\", \"author\", \"strategies\", \"uptake\"} on standard"
              + " output.")
  private boolean json;

  /** The state that the command puts in force. */
  abstract ControlState state();

  /** Whether a strategy that is RETIRED for good gets this state too. */
  boolean revives() {
    return false;
  }

  /** Whether the configurations are taken back, too. */
  boolean forgets() {
    return false;
  }

  /**
   * What speaks against it, for whoever confirms; empty if nothing does.
   *
   * @param named the strategies, or {@code *}
   */
  List<String> objections(ClusterAccess access, List<String> named) {
    return List.of();
  }

  /** What is wrong with the options of this one command. */
  List<String> problems(ControlScope given) {
    return List.of();
  }

  @Override
  public Integer call() {
    List<String> problems = new ArrayList<>(scope.problems());
    problems.addAll(problems(scope));
    if (reason.isBlank()) {
      problems.add("--reason must say why, was blank");
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    Configuration configuration = cluster.load();
    ClusterAccess access = ClusterAccess.of(configuration.application());
    try (ControlBoard board = ControlBoard.read(access)) {
      board.published().warnings().forEach(err()::println);
      board
          .silence()
          .ifPresent(
              why ->
                  err()
                      .println(
                          "going on without the schema registry, by the schema of this version: "
                              + why));
      List<String> named = named(board.access(), board.published());
      ControlEffect effect = new ControlEffect(state(), revives());
      List<String> written = effect.written(named, board.published());
      List<ControlEffect.Line> before = effect.before(named, board.published());
      boolean many = scope.isEvery() || named.size() > 1;
      List<String> objections = written.isEmpty() ? List.of() : objections(board.access(), named);
      objections.forEach(err()::println);
      boolean asks = many && effect.asks(before) || !objections.isEmpty();
      if (asks && !confirmation.given(question(named), err())) {
        err().println("nothing was written");
        return ExitCodes.REFUSED;
      }
      List<RecordMetadata> places = List.of();
      if (!written.isEmpty()) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        places = board.say(written, new ControlStatement(state(), reason, author, now), forgets());
      }
      return tell(configuration, access, effect.after(before, board.published()), places);
    }
  }

  private List<String> named(ClusterAccess access, PublishedControls controls) {
    if (scope.isEvery()) {
      return List.of(Keys.EVERY_STRATEGY);
    }
    if (scope.isForced()) {
      return scope.strategies();
    }
    try (ConfigBoard configs = ConfigBoard.read(access)) {
      return scope.strategies(configs.published(), controls);
    }
  }

  private String question(List<String> named) {
    String whom =
        scope.isEvery()
            ? "every strategy"
            : named.size() == 1
                ? "strategy " + named.get(0)
                : named.size() + " strategies (" + named.get(0) + ", …)";
    return "Put " + state() + " in force for " + whom + "?";
  }

  private int tell(
      Configuration configuration,
      ClusterAccess access,
      List<ControlEffect.Line> lines,
      List<RecordMetadata> places) {
    if (!json) {
      ControlText.of(lines).forEach(out()::println);
    }
    String group = configuration.application().applicationId();
    Uptake.Result uptake = null;
    if (wait > 0 && !places.isEmpty()) {
      uptake = Uptake.await(access, group, places, Duration.ofSeconds(wait));
    }
    if (json) {
      out().println(ContractJson.write(report(lines, uptake)));
    } else if (uptake != null) {
      (uptake == Uptake.Result.LATE ? err() : out()).println(said(uptake, group));
    }
    return uptake == Uptake.Result.LATE ? ExitCodes.FAILED : ExitCodes.OK;
  }

  private String said(Uptake.Result uptake, String group) {
    return switch (uptake) {
      case TAKEN -> "application " + group + " decides under it";
      case NOT_RUNNING ->
          "no application "
              + group
              + " is running; it is written, and taken in before anything else when one starts."
              + " Executors read it by themselves";
      case LATE ->
          "it is written, but application "
              + group
              + " did not take it in within "
              + wait
              + " s; look whether it lives. Executors read it by themselves";
    };
  }

  private ObjectNode report(List<ControlEffect.Line> lines, Uptake.Result uptake) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("state", state().name()).put("reason", reason).put("author", author);
    ArrayNode strategies = report.putArray("strategies");
    for (ControlEffect.Line line : lines) {
      strategies
          .addObject()
          .put("strategy_id", line.strategyId())
          .put("before", line.before().name())
          .put("after", line.after().name())
          .put("note", line.note());
    }
    return report.put("uptake", uptake == null ? null : uptake.name());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
