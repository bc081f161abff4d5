package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.audit.Breach;
import io.strategystreams.chaos.FailOverFigures;
import io.strategystreams.chaos.FailOverFigures.Event;
import io.strategystreams.chaos.FailOverFigures.Pauses;
import io.strategystreams.chaos.FailOverPlan;
import io.strategystreams.chaos.FailOverRun;
import io.strategystreams.chaos.StagePlan;
import io.strategystreams.chaos.Timeouts;
import io.strategystreams.config.GroupProtocol;
import io.strategystreams.contract.ContractJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long do orders pause when instances come and go? */
@Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    header = "Measures how long orders pause when an instance comes, stops, is killed or freezes.",
    description = {
      "",
      "For each group protocol and number of standbys: brokers, two instances of strategies run and"
          + " a paper executor as processes of this machine, under load. Then, as often as asked: a"
          + " third instance comes with an empty state directory and is stopped; the second is"
          + " killed (kill -9) and comes back; the first is frozen until the other has its tasks,"
          + " and wakes. In the end the load settles and everything that was committed is audited.",
      "",
      "A pause is the longest time around an event in which somebody who reads committed records saw"
          + " no order: none at all, and none in the partition where it was longest. Compare with"
          + " the pauses where nothing happens: orders come when there is something to do. For"
          + " development: nothing of an installation is touched.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, order flow went on after each event and every promise was kept",
      "1:order flow did not go on, or the audit found breaches",
      "2:the command line is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies failover",
      "  strategies failover --protocols classic --standbys 1 --repetitions 10 --strategies 30",
      "  strategies failover --session-timeout 45 --transaction-timeout 10 --json",
      ""
    })
final class FailoverCommand implements Callable<Integer> {
  private static final int MODES = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--protocols",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "classic,streams",
      description = "classic, streams or both. Default: ${DEFAULT-VALUE}.")
  private GroupProtocol[] protocols;

  @Option(
      names = "--standbys",
      split = ",",
      paramLabel = "N",
      defaultValue = "0,1",
      description = "Values of num_standby_replicas. Default: ${DEFAULT-VALUE}.")
  private Integer[] standbys;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of each event. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--without-freeze",
      description = "Leave out the frozen instance, which takes longest.")
  private boolean withoutFreeze;

  @Option(
      names = "--strategies",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of each of the ten modes. Default: ${DEFAULT-VALUE}.")
  private int copies;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      defaultValue = "1",
      description = "1 or 3. Default: ${DEFAULT-VALUE}.")
  private int brokers;

  @Option(
      names = "--session-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "session_timeout of the applications. Default: ${DEFAULT-VALUE}.")
  private int session;

  @Option(
      names = "--transaction-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "transaction_timeout of the applications. Default: ${DEFAULT-VALUE}.")
  private int transaction;

  @Option(
      names = "--flow",
      paramLabel = "MILLISECONDS",
      defaultValue = "150",
      description =
          "From one deposit, withdrawal or other flow to the next. Default: ${DEFAULT-VALUE}.")
  private int flow;

  @Option(
      names = "--quiet",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description =
          "How long it is looked at without an event in each repetition. Default:"
              + " ${DEFAULT-VALUE}.")
  private int quiet;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the load. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/failover",
      description = "Data and logs of the processes, of each run anew. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(names = "--json", description = "Print each pause in milliseconds, and breaches.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    FailOverPlan plan = plan();
    Path directory = out.resolve("run-" + ProcessHandle.current().pid());
    PrintWriter err = spec.commandLine().getErr();
    List<FailOverFigures> measured = new ArrayList<>();
    for (GroupProtocol protocol : plan.protocols()) {
      for (int standby : plan.standbys()) {
        measured.add(
            FailOverRun.of(
                plan,
                protocol,
                standby,
                directory.resolve(protocol.id() + "-" + standby),
                err::println));
      }
    }
    if (json) {
      spec.commandLine().getOut().println(ContractJson.write(report(measured)));
    } else {
      print(measured);
    }
    return measured.stream().allMatch(one -> one.breaches().isEmpty())
        ? ExitCodes.OK
        : ExitCodes.FAILED;
  }

  private FailOverPlan plan() {
    try {
      Timeouts brief = Timeouts.brief();
      Timeouts timeouts =
          new Timeouts(
              Duration.ofSeconds(session),
              Duration.ofSeconds(transaction),
              brief.transactionSweep(),
              brief.brokerSession());
      StagePlan stage =
          StagePlan.standard(ConfigsLocation.shipped())
              .withBrokers(brokers)
              .withCopies(copies)
              .withTimeouts(timeouts);
      return new FailOverPlan(
          stage,
          List.of(protocols),
          List.of(standbys),
          repetitions,
          !withoutFreeze,
          Duration.ofSeconds(quiet),
          seed,
          Duration.ofMillis(flow));
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage());
    }
  }

  private void print(List<FailOverFigures> measured) {
    PrintWriter to = spec.commandLine().getOut();
    to.printf(
        "%d strategies, %d broker%s, session_timeout %d s, transaction_timeout %d s, a flow each %d"
            + " ms, %d repetitions; milliseconds without an order%n%n",
        copies * MODES, brokers, brokers == 1 ? "" : "s", session, transaction, flow, repetitions);
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of("protocol", "standbys", "event", "p50", "max", "partition p50", "partition max"));
    for (FailOverFigures one : measured) {
      one.pauses()
          .forEach(
              (event, pauses) ->
                  lines.add(
                      List.of(
                          one.protocol().id(),
                          Integer.toString(one.standbys()),
                          event.text(),
                          median(pauses, Pauses::all),
                          most(pauses, Pauses::all),
                          median(pauses, Pauses::partition),
                          most(pauses, Pauses::partition))));
    }
    Columns.of(lines).forEach(to::println);
    to.println();
    for (FailOverFigures one : measured) {
      to.printf(
          "%s, standbys %d: %d orders, %s%n",
          one.protocol().id(),
          one.standbys(),
          one.orders(),
          one.breaches().isEmpty() ? "every promise kept" : one.breaches().size() + " breaches:");
      one.breaches().stream().map(Breach::message).forEach(text -> to.println("  " + text));
    }
  }

  private ObjectNode report(List<FailOverFigures> measured) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report
        .putObject("settings")
        .put("strategies", copies * MODES)
        .put("brokers", brokers)
        .put("session_timeout_ms", Duration.ofSeconds(session).toMillis())
        .put("transaction_timeout_ms", Duration.ofSeconds(transaction).toMillis())
        .put("flow_ms", flow)
        .put("repetitions", repetitions)
        .put("seed", seed);
    ArrayNode runs = report.putArray("runs");
    for (FailOverFigures one : measured) {
      ObjectNode run =
          runs.addObject()
              .put("protocol", one.protocol().id())
              .put("standbys", one.standbys())
              .put("orders", one.orders());
      ObjectNode events = run.putObject("pauses_ms");
      one.pauses().forEach((event, pauses) -> put(events, event, pauses));
      ArrayNode breaches = run.putArray("breaches");
      one.breaches().stream().map(Breach::message).forEach(breaches::add);
    }
    return report;
  }

  private static void put(ObjectNode events, Event event, List<Pauses> pauses) {
    ArrayNode list = events.putArray(event.name());
    pauses.forEach(
        each ->
            list.addObject()
                .put("all", each.all().toMillis())
                .put("partition", each.partition().toMillis()));
  }

  private static String median(List<Pauses> pauses, Function<Pauses, Duration> of) {
    return Long.toString(FailOverFigures.median(pauses.stream().map(of).toList()).toMillis());
  }

  private static String most(List<Pauses> pauses, Function<Pauses, Duration> of) {
    return Long.toString(pauses.stream().map(of).mapToLong(Duration::toMillis).max().orElse(0));
  }
}
