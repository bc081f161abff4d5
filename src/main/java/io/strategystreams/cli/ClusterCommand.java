package io.strategystreams.cli;

import io.strategystreams.cli.cluster.DevelopmentCluster;
import io.strategystreams.cli.console.Stopping;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Environment;
import io.strategystreams.config.Key;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A cluster for a newcomer. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    header = "Keeps a Kafka broker and a schema registry up on this machine, for development.",
    description = {
      "",
      "One broker and a registry that speaks Confluent's REST interface, in this process, until"
          + " Ctrl-C. Only this machine reaches them; there is one copy of everything and no"
          + " security: nothing for production.",
      "",
      "With --data everything is kept and found again at the next start; without, it goes with the"
          + " process.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM",
      "1:it could not start: a port is taken, or the directory is in use",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies cluster",
      "  strategies cluster --data target/cluster --topics --port 9192 --registry-port 8181",
      ""
    })
final class ClusterCommand implements Callable<Integer> {
  private static final Duration A_WHILE = Duration.ofHours(1);
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;
  @Mixin private ConfigsOption configs;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Of the broker; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Of the schema registry; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: a temporary directory, removed at the end.")
  private Path data;

  @Option(
      names = "--topics",
      description =
          "Make the topics that are missing, to keep everything: as topics --create --for-replay.")
  private boolean topics;

  @Override
  public Integer call() {
    requirePort("--port", port);
    requirePort("--registry-port", registryPort);
    ApplicationSettings application = configs.load().application();
    try (Stopping stopping = new Stopping()) {
      try (DevelopmentCluster cluster =
          DevelopmentCluster.start(port, registryPort, Optional.ofNullable(data))) {
        if (topics) {
          cluster.createTopics(TopicPlan.of(application).onOneBroker().forReplay());
        }
        tell(cluster, application);
        while (!stopping.await(A_WHILE)) {
          // Runs until it is asked to stop.
        }
      }
      spec.commandLine().getErr().println("stopped");
      return stopping.endWith(ExitCodes.OK);
    }
  }

  private void tell(DevelopmentCluster cluster, ApplicationSettings application) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("broker    " + cluster.bootstrapServers());
    out.println("registry  " + cluster.registryUrl());
    out.println(
        "data      "
            + (data == null
                ? "temporary, removed at the end"
                : data + ", kept for the next start"));
    out.println();
    out.println("Next, each in a terminal of its own:");
    tellAddress(
        out,
        ApplicationKeys.BOOTSTRAP_SERVERS,
        application.bootstrapServers(),
        cluster.bootstrapServers());
    tellAddress(
        out,
        ApplicationKeys.SCHEMA_REGISTRY_URL,
        application.schemaRegistryUrl(),
        cluster.registryUrl());
    if (!topics) {
      out.println("  ./strategies topics --create --for-replay");
    }
    out.println("  ./strategies apply --for-replay");
    out.println("  ./strategies run --clock replay");
    out.println("  ./strategies paper-executor --clock replay");
    out.println("  ./strategies replay --capital");
    out.println("Ctrl-C here stops broker and registry.");
    out.flush();
  }

  /** Tells an address where the program would not look by itself. */
  private static void tellAddress(PrintWriter out, Key<?> key, String configured, String address) {
    if (!configured.replace("localhost", "127.0.0.1").equals(address)) {
      out.println("  export " + Environment.variable(key) + "=" + address);
    }
  }

  private void requirePort(String option, int value) {
    if (value < 0 || value > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from 0 to " + HIGHEST_PORT + ", was " + value);
    }
  }
}
