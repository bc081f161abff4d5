package io.strategystreams.cli;

import io.strategystreams.cli.service.ServiceOptions;
import io.strategystreams.cli.service.ServiceRun;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.Configuration;
import io.strategystreams.paper.PaperApplication;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.LockStepTuning;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The paper executor against a cluster. */
@Command(
    name = "paper-executor",
    mixinStandardHelpOptions = true,
    header = "Runs the executor that fills orders against the market, without an exchange.",
    description = {
      "",
      "Fills orders with fees and slippage, keeps a ledger for each account that strategies"
          + " paper-flow opens, and publishes exposures and risk. As strategies run it shares its"
          + " work among instances and stops within 20 s.",
      "",
      "With --clock replay an unstake takes demo.unstaking_delay, as in strategies apply"
          + " --for-replay.",
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
      "  strategies paper-executor",
      "  strategies paper-executor --clock replay --bootstrap-servers localhost:9092",
      ""
    })
final class PaperExecutorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @Mixin private ServiceOptions service;

  @Override
  public Integer call() {
    Configuration configuration = cluster.load(service.stateDirectory());
    ApplicationSettings application = configuration.application();
    boolean live = service.isLive();
    PaperSettings settings = PaperSettings.of(configuration);
    PaperSettings clocked =
        live
            ? settings.withMaxClockSkew(application.maxClockSkew())
            : settings.withUnstakingDelay(application.demo().unstakingDelay());
    Map<String, Object> tuning = live ? Map.of() : LockStepTuning.SETTINGS;
    return new ServiceRun(
            "paper executor",
            settings.applicationId(),
            application,
            service,
            spec.commandLine().getErr())
        .run(
            telemetry -> {
              PaperApplication paper =
                  PaperApplication.of(
                      application, clocked, configuration.desk(), tuning, telemetry);
              paper.start();
              return paper.lifecycle();
            });
  }
}
