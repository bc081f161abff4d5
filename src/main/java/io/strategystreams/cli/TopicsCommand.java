package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cli.console.TextTable;
import io.strategystreams.cluster.Brokers;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterTopics;
import io.strategystreams.cluster.TopicDifference;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.cluster.TopicSpec;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.ContractJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topics: made, compared, brought in line. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    header = "Makes the topics, or compares the cluster with how they must be.",
    description = {
      "",
      "Without an option it prints each topic as application.yaml plans it (partitions, topics.*) and"
          + " where the cluster differs.",
      "",
      "Brokers delete records by the records' own time. A replay of last year onto topics that keep"
          + " records for a week would lose them within minutes: make or alter the topics with"
          + " --for-replay first, which keeps everything.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --check: the cluster is as planned",
      "1:the brokers did not answer or refused; with --check: the cluster differs",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies topics --create",
      "  strategies topics --create --for-replay --bootstrap-servers localhost:9092",
      "  strategies topics --check --json | jq '.differences[]'",
      ""
    })
final class TopicsCommand implements Callable<Integer> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @ArgGroup private Doing doing = new Doing();

  /** At most one of them. */
  static final class Doing {
    @Option(names = "--create", description = "Make what is missing; the rest stays as it is.")
    private boolean create;

    @Option(
        names = "--check",
        description = "End with 1 if anything differs, saying what to do about it.")
    private boolean check;

    @Option(
        names = "--alter",
        description =
            "Bring retention and other configuration of existing topics in line. Partitions and"
                + " replication stay.")
    private boolean alter;
  }

  @Option(
      names = "--for-replay",
      description = "Keep everything, whatever topics.retention says: for records of the past.")
  private boolean forReplay;

  @Option(
      names = "--json",
      description = "Print {\"made\", \"topics\", \"differences\"} on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    ApplicationSettings application = cluster.load().application();
    TopicPlan plan = TopicPlan.of(application);
    TopicPlan wanted = forReplay ? plan.forReplay() : plan;
    ClusterAccess access = ClusterAccess.of(application);
    Brokers.await(access, PATIENCE);
    try (Admin admin = access.admin()) {
      ClusterTopics topics = new ClusterTopics(admin);
      List<String> made = doing.create ? topics.create(wanted) : List.of();
      if (doing.alter) {
        topics.alter(wanted);
      }
      Map<String, TopicSpec> found = topics.found(wanted);
      List<TopicDifference> differences = ClusterTopics.differences(wanted, found);
      if (json) {
        out().println(ContractJson.write(report(wanted, made, found, differences)));
      } else {
        print(wanted, made, found, differences);
      }
      return doing.check && !differences.isEmpty() ? ExitCodes.FAILED : ExitCodes.OK;
    }
  }

  private void print(
      TopicPlan wanted,
      List<String> made,
      Map<String, TopicSpec> found,
      List<TopicDifference> differences) {
    TextTable table =
        new TextTable(
            List.of("topic", "partitions", "replication", "min ISR", "cleanup", "kept", "is"));
    for (TopicSpec topic : wanted.topics()) {
      table.add(
          List.of(
              topic.name(),
              Integer.toString(topic.partitions()),
              Integer.toString(topic.replication()),
              topic.config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
              topic.config(TopicConfig.CLEANUP_POLICY_CONFIG),
              kept(topic),
              state(topic, made, found, differences)));
    }
    out().print(table);
    if (!differences.isEmpty()) {
      out().println();
      differences.forEach(difference -> out().println(difference.text()));
    }
    out().flush();
  }

  private static String state(
      TopicSpec topic,
      List<String> made,
      Map<String, TopicSpec> found,
      List<TopicDifference> differences) {
    if (made.contains(topic.name())) {
      return "made";
    }
    if (!found.containsKey(topic.name())) {
      return "missing";
    }
    return differences.stream().anyMatch(one -> one.topic().equals(topic.name()))
        ? "different"
        : "as planned";
  }

  private static String kept(TopicSpec topic) {
    String millis = topic.config(TopicConfig.RETENTION_MS_CONFIG);
    if (millis.isEmpty()) {
      return "last of each key";
    }
    long kept = Long.parseLong(millis);
    if (kept < 0) {
      return "for ever";
    }
    Duration duration = Duration.ofMillis(kept);
    return duration.toDays() > 0 ? duration.toDays() + " d" : duration.toHours() + " h";
  }

  private static ObjectNode report(
      TopicPlan wanted,
      List<String> made,
      Map<String, TopicSpec> found,
      List<TopicDifference> differences) {
    ObjectNode report = JSON.objectNode();
    ArrayNode names = report.putArray("made");
    made.forEach(names::add);
    ArrayNode topics = report.putArray("topics");
    for (TopicSpec topic : wanted.topics()) {
      ObjectNode node =
          topics
              .addObject()
              .put("topic", topic.name())
              .put("partitions", topic.partitions())
              .put("replication", topic.replication())
              .put("exists", found.containsKey(topic.name()));
      ObjectNode configs = node.putObject("configs");
      topic.configs().forEach(configs::put);
    }
    ArrayNode list = report.putArray("differences");
    for (TopicDifference difference : differences) {
      list.addObject()
          .put("topic", difference.topic())
          .put("what", difference.what())
          .put("planned", difference.planned())
          .put("found", difference.found())
          .put("remedy", difference.remedy());
    }
    return report;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
