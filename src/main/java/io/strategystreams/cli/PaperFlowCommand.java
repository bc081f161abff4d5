package io.strategystreams.cli;

import io.strategystreams.cli.flow.PaperAccounts;
import io.strategystreams.cluster.Brokers;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterException;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.MarketTime;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.PaperFlows;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Money and orders of the risk monitor, put into paper accounts by hand. */
@Command(
    name = "paper-flow",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "FLOW",
    header = "Opens paper accounts, pays in and out, and plays the risk monitor.",
    description = {"", "Writes one event to paper-flows, which the paper executor reads.", ""},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:the brokers did not answer, or there is no such account",
      "2:the command line or the configuration is not valid; nothing was written"
    },
    footer = {
      "",
      "Examples:",
      "  strategies paper-flow open eth_basis 100000",
      "  strategies paper-flow open eth_basis@fund-17 50000 --mode eth_basis --at 2024-06-01",
      "  strategies paper-flow withdraw eth_basis all",
      "  strategies paper-flow override eth_basis 3h",
      ""
    })
final class PaperFlowCommand implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ALL = "all";
  private static final String NONE = "none";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which flow? One of " + spec.subcommands().keySet());
  }

  @Command(
      name = "open",
      mixinStandardHelpOptions = true,
      description = "Opens an account with share class at its mode's home.")
  int open(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "AMOUNT", description = "Share class units, 0 or more.")
          BigDecimal amount,
      @Option(
              names = "--mode",
              paramLabel = "MODE",
              description = "Which of the ten it runs. Default: the strategy's id up to an @.")
          String mode) {
    ModeFile file = modeFile(options, mode == null ? strategyId.split("@", 2)[0] : mode);
    if (amount.signum() < 0) {
      throw refused("AMOUNT must not be below 0, was " + amount);
    }
    ClusterAccess access = access(options);
    if (PaperAccounts.read(access).isOpen(strategyId)) {
      throw new ClusterException(
          strategyId
              + " has a paper account already; pay in with: strategies paper-flow deposit "
              + strategyId
              + " "
              + amount);
    }
    Token shareClass = file.parameters().shareClass();
    return write(
        options,
        access,
        PaperFlows.open(strategyId, file.mode(), shareClass, exact(amount), at(options, access)));
  }

  @Command(
      name = "deposit",
      mixinStandardHelpOptions = true,
      description = "Pays in, share class units at the account's home.")
  int deposit(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "AMOUNT") BigDecimal amount) {
    BigDecimal paid = positive(amount);
    ClusterAccess access = access(options);
    PaperAccounts accounts = PaperAccounts.read(access);
    return write(
        options,
        access,
        PaperFlows.deposit(strategyId, accounts.home(strategyId), paid, at(options, access)));
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Asks back share class units, or all.")
  int withdraw(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "AMOUNT|all") String amount) {
    Optional<BigDecimal> asked =
        amount.equals(ALL) ? Optional.empty() : Optional.of(positive(decimal(amount)));
    ClusterAccess access = known(options, strategyId);
    Instant at = at(options, access);
    return write(
        options,
        access,
        asked
            .map(some -> PaperFlows.withdraw(strategyId, some, at))
            .orElseGet(() -> PaperFlows.withdrawAll(strategyId, at)));
  }

  @Command(
      name = "dust",
      mixinStandardHelpOptions = true,
      description = "Lets a reward token come into the wallet.")
  int dust(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "TOKEN", description = "EIGEN, ETHFI, ETH …") String token,
      @Parameters(paramLabel = "AMOUNT") BigDecimal amount) {
    BigDecimal some = positive(amount);
    ClusterAccess access = known(options, strategyId);
    return write(
        options,
        access,
        PaperFlows.dust(strategyId, Venue.WALLET, token(token), some, at(options, access)));
  }

  @Command(
      name = "override",
      mixinStandardHelpOptions = true,
      description = "The risk monitor orders everything out for a while.")
  int override(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "DURATION", description = "90s, 10m, 3h or PT3H.") String length) {
    Duration duration = duration(length);
    ClusterAccess access = known(options, strategyId);
    return write(
        options, access, PaperFlows.riskOverride(strategyId, duration, at(options, access)));
  }

  @Command(
      name = "equity-fraction",
      mixinStandardHelpOptions = true,
      description = "The risk monitor limits the equity at work; none lifts the limit.")
  int equityFraction(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "0..1|none") String fraction) {
    Double limit = ratio(fraction);
    ClusterAccess access = known(options, strategyId);
    return write(
        options, access, PaperFlows.equityFraction(strategyId, limit, at(options, access)));
  }

  @Command(
      name = "target-ltv",
      mixinStandardHelpOptions = true,
      description = "The risk monitor asks for a loan to value; none takes that back.")
  int targetLtv(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "0..1|none") String ltv) {
    Double target = ratio(ltv);
    ClusterAccess access = known(options, strategyId);
    return write(options, access, PaperFlows.targetLtv(strategyId, target, at(options, access)));
  }

  @Command(
      name = "reject-next",
      mixinStandardHelpOptions = true,
      description = "The venues reject the next orders; an atomic group counts as one.")
  int rejectNext(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "COUNT") int count) {
    int orders = count(count);
    ClusterAccess access = known(options, strategyId);
    return write(options, access, PaperFlows.rejectNext(strategyId, orders, at(options, access)));
  }

  @Command(
      name = "partial-next",
      mixinStandardHelpOptions = true,
      description = "The next trades fill in two parts.")
  int partialNext(
      @Mixin FlowOptions options,
      @Parameters(paramLabel = "STRATEGY") String strategyId,
      @Parameters(paramLabel = "COUNT") int count) {
    int trades = count(count);
    ClusterAccess access = known(options, strategyId);
    return write(options, access, PaperFlows.partialNext(strategyId, trades, at(options, access)));
  }

  private int write(FlowOptions options, ClusterAccess access, PaperFlow flow) {
    try (EventSender sender = EventSender.open(access, "paper-flow")) {
      sender.send(
          List.of(
              Outgoing.of(Topics.PAPER_FLOWS, flow.getStrategyId(), flow, flow.getEventTime())));
    }
    String told =
        options.json()
            ? ContractJson.toLine(flow)
            : flow.getStrategyId() + ": " + text(flow) + " at " + flow.getEventTime();
    spec.commandLine().getOut().println(told);
    return ExitCodes.OK;
  }

  private static String text(PaperFlow flow) {
    StringBuilder text = new StringBuilder(flow.getKind().name());
    if (flow.getAmount() != null) {
      text.append(' ').append(Decimals.plain(flow.getAmount()));
    }
    if (flow.getInstrument() != null) {
      text.append(" of ").append(flow.getInstrument());
    }
    if (flow.getDurationMs() != null) {
      text.append(" for ").append(Duration.ofMillis(flow.getDurationMs()));
    }
    if (flow.getFraction() != null) {
      text.append(' ').append(flow.getFraction());
    }
    if (flow.getCount() != null) {
      text.append(' ').append(flow.getCount());
    }
    return text.toString();
  }

  private ModeFile modeFile(FlowOptions options, String id) {
    Configuration configuration = options.cluster().load();
    return configuration.modes().values().stream()
        .filter(file -> file.mode().id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "--mode must be one of "
                        + String.join(
                            ", ", configuration.modes().keySet().stream().map(Mode::id).toList())
                        + ", was "
                        + id));
  }

  private static ClusterAccess access(FlowOptions options) {
    ClusterAccess access = options.cluster().access();
    Brokers.await(access, PATIENCE);
    return access;
  }

  private static ClusterAccess known(FlowOptions options, String strategyId) {
    ClusterAccess access = access(options);
    PaperAccounts.read(access).opening(strategyId);
    return access;
  }

  private static Instant at(FlowOptions options, ClusterAccess access) {
    if (options.at() != null) {
      return options.at();
    }
    return MarketTime.latest(access).orElseGet(Instant::now);
  }

  private BigDecimal positive(BigDecimal amount) {
    if (amount.signum() <= 0) {
      throw refused("AMOUNT must be above 0, was " + amount);
    }
    return exact(amount);
  }

  private BigDecimal exact(BigDecimal amount) {
    if (amount.stripTrailingZeros().scale() > Decimals.SCALE) {
      throw refused("AMOUNT must have at most " + Decimals.SCALE + " decimals, was " + amount);
    }
    return amount.stripTrailingZeros();
  }

  private BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw refused("AMOUNT must be a decimal or " + ALL + ", was " + text);
    }
  }

  private Double ratio(String text) {
    if (text.equals(NONE)) {
      return null;
    }
    try {
      double ratio = Double.parseDouble(text);
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Said below, as what is out of range.
    }
    throw refused("the ratio must be from 0 to 1, or " + NONE + ", was " + text);
  }

  private int count(int count) {
    if (count < 1) {
      throw refused("COUNT must be at least 1, was " + count);
    }
    return count;
  }

  private Token token(String symbol) {
    try {
      return new Token(symbol);
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage());
    }
  }

  private Duration duration(String text) {
    try {
      Duration duration =
          Duration.parse(
              text.startsWith("P") ? text : text.endsWith("d") ? "P" + text : "PT" + text);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below, as what is not above 0.
    }
    throw refused("DURATION must be above 0, written 90s, 10m, 3h or PT3H, was " + text);
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
