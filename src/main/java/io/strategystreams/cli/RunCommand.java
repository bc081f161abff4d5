package io.strategystreams.cli;

import io.strategystreams.cli.service.ServiceOptions;
import io.strategystreams.cli.service.ServiceRun;
import io.strategystreams.config.Configuration;
import io.strategystreams.core.strategy.Strategies;
import io.strategystreams.replay.LockStepTuning;
import io.strategystreams.topology.ClockPolicy;
import io.strategystreams.topology.StrategyApplication;
import io.strategystreams.topology.StrategyDesk;
import io.strategystreams.topology.StreamsSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The strategy application against a cluster. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Runs the strategy application against a cluster until it is stopped.",
    description = {
      "",
      "Prices, predictions, exposures, risk and reports in; orders and decisions out. Start it as"
          + " often as you like: instances share the partitions and take each other's over. What it"
          + " may do is not its own business but that of strategies apply, halt and resume.",
      "",
      "Ctrl-C or SIGTERM stops it within 20 s: what is under way is committed or taken back. Brokers"
          + " that go away are waited for, as long as it takes; it says so after 10 s and then each minute. A topic"
          + " that is deleted or grows ends it with 1 and with what to do.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM",
      "1:it failed, the brokers did not answer, the cluster is not as it must be, or it did not stop"
          + " in time and was cut off",
      "2:the command line or the configuration is not valid; nothing was started"
    },
    footer = {
      "",
      "Examples:",
      "  strategies run",
      "  strategies run --clock replay --bootstrap-servers localhost:9092 --registry"
          + " http://localhost:8081",
      "  strategies run --profile production --configs /etc/strategies --state-dir /var/lib/strategies",
      ""
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private ServiceOptions service;

  @Override
  public Integer call() {
    Configuration configuration = cluster.load(service.stateDirectory());
    boolean live = service.isLive();
    StreamsSettings settings = StreamsSettings.of(configuration.application(), service.profile());
    StrategyDesk desk =
        StrategyDesk.of(
            new Strategies(), configuration, live ? settings.liveClock() : ClockPolicy.replay());
    StreamsSettings tuned = live ? settings : settings.tuned(LockStepTuning.SETTINGS);
    return new ServiceRun(
            "strategies",
            settings.applicationId(),
            configuration.application(),
            service,
            spec.commandLine().getErr())
        .run(telemetry -> StrategyApplication.start(tuned, desk.toldTo(telemetry)).lifecycle());
  }
}
