package io.strategystreams.cli;

import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.EventSerdes;
import io.strategystreams.topology.PartitionCounts;
import io.strategystreams.topology.Storage;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StrategyTopology;
import io.strategystreams.topology.TopologyPicture;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is connected to what. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    header = "Shows the sub-topologies, their topics and their stores.",
    description = {
      "",
      "Shows how the strategy application is wired, as Kafka Streams describes it or as a Mermaid"
          + " flow chart. Needs no broker.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the command line is not valid"},
    footer = {
      "",
      "Examples:",
      "  strategies topology",
      "  strategies topology --format mermaid > topology.mmd",
      ""
    })
final class TopologyCommand implements Callable<Integer> {
  /** How to write it. */
  enum Format {
    TEXT,
    MERMAID
  }

  @Spec private CommandSpec spec;

  @Mixin private ConfigsOption configs;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or mermaid. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    Configuration configuration = configs.load();
    Topology topology =
        new StrategyTopology(
                new EventSerdes(Map.of("schema.registry.url", "mock://topology")),
                StrategyDesk.of(new Strategies(), configuration.desk(), ClockPolicy.replay()),
                PartitionCounts.all(configuration.application().partitions()),
                Storage.DISK)
            .toTopology();
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> topology.describe().toString();
              case MERMAID -> TopologyPicture.mermaid(topology);
            });
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }
}
