package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.audit.Auditor;
import io.strategystreams.audit.Breach;
import io.strategystreams.audit.FinalInputsReader;
import io.strategystreams.audit.History;
import io.strategystreams.audit.History.LeftOut;
import io.strategystreams.audit.HistoryReader;
import io.strategystreams.audit.Promise;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Was anything lost or doubled? */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    header = "Looks whether anything was lost or doubled, from the committed records alone.",
    description = {
      "",
      "Reads orders, decisions, execution-reports, exposures and, with a paper executor, paper-flows"
          + " from their beginning, and checks what must hold of them: no order lost or doubled, one"
          + " content per order id, steps in turn, decisions numbered without gap, one terminal report"
          + " per order, and so on. Records that cannot be read, and inputs that break the contract,"
          + " are left out and listed; an order or decision among them counts as not kept.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every promise was kept",
      "1:one was not, each breach is listed; or an order, a decision or a topic could not be read",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies audit",
      "  strategies audit --at-rest --paper --json | jq '.breaches[]'",
      ""
    })
final class AuditCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--at-rest",
      description =
          "Nothing is under way: no plan may be open, every order must have its terminal report, and"
              + " no strategy, evaluated again from its last inputs, may want to do anything.")
  private boolean atRest;

  @Option(
      names = "--paper",
      description =
          "Orders are filled by the paper executor; with --at-rest its books are checked.")
  private boolean paper;

  @Option(
      names = "--json",
      description = "Print {\"kept\", \"counts\", \"left_out\", \"breaches\"}.")
  private boolean json;

  @Override
  public Integer call() {
    Configuration configuration = cluster.load();
    ClusterAccess access = cluster.access();
    History history = HistoryReader.read(access, paper);
    List<Breach> breaches =
        atRest
            ? Auditor.breachesAtRest(history, FinalInputsReader.read(access), configuration.desk())
            : Auditor.breaches(history, false);
    if (json) {
      out().println(ContractJson.write(report(history, breaches)));
    } else {
      print(history, breaches);
    }
    return breaches.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void print(History history, List<Breach> breaches) {
    out()
        .printf(
            "%d orders, %d decisions, %d reports of %d strategies%n%n",
            history.orders().size(),
            history.decisions().size(),
            history.reports().size(),
            strategies(history));
    Map<Promise, List<Breach>> broken =
        breaches.stream().collect(Collectors.groupingBy(Breach::promise));
    for (Promise promise : Promise.values()) {
      List<Breach> own = broken.getOrDefault(promise, List.of());
      out().printf("%-62s %s%n", promise.text(), verdict(promise, own));
      own.stream()
          .limit(SHOWN)
          .forEach(breach -> out().println("  " + Printable.line(breach.message())));
      if (own.size() > SHOWN) {
        out().printf("  and %d more; --json lists all%n", own.size() - SHOWN);
      }
    }
    printLeftOut(history.leftOut());
  }

  private void printLeftOut(List<LeftOut> leftOut) {
    Map<String, List<LeftOut>> byTopic =
        leftOut.stream()
            .collect(Collectors.groupingBy(LeftOut::topic, TreeMap::new, Collectors.toList()));
    byTopic.forEach(
        (topic, own) -> {
          out()
              .printf(
                  "%n%d records of %s could not be read and were left out%n", own.size(), topic);
          own.stream()
              .limit(SHOWN)
              .forEach(one -> out().println("  " + one.place() + ": " + one.problem()));
        });
  }

  private String verdict(Promise promise, List<Breach> breaches) {
    boolean looked =
        switch (promise) {
          case PLAN_NOT_STUCK, NOTHING_LEFT -> atRest;
          case BOOKS_AGREE -> atRest && paper;
          default -> true;
        };
    return looked ? breaches.isEmpty() ? "kept" : breaches.size() + " breaches" : "not looked at";
  }

  private ObjectNode report(History history, List<Breach> breaches) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("kept", breaches.isEmpty());
    report
        .putObject("counts")
        .put("orders", history.orders().size())
        .put("decisions", history.decisions().size())
        .put("reports", history.reports().size())
        .put("strategies", strategies(history));
    ArrayNode leftOut = report.putArray("left_out");
    for (LeftOut one : history.leftOut()) {
      leftOut.addObject().put("at", one.place()).put("problem", one.problem());
    }
    ArrayNode list = report.putArray("breaches");
    for (Breach breach : breaches) {
      list.addObject()
          .put("promise", breach.promise().name())
          .put("strategy_id", breach.strategyId())
          .put("text", breach.text());
    }
    return report;
  }

  private static long strategies(History history) {
    return history.exposures().stream().map(at -> at.event().getStrategyId()).distinct().count();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
