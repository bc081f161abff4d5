package io.strategystreams.cli.backtest;

import io.strategystreams.backtest.BacktestPlan;
import io.strategystreams.backtest.TradedStrategy;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigError;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.ModeFile;
import io.strategystreams.config.ModeKeys;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.topology.PaperSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns what is asked for into what is played. The modes' files are adapted to hourly data as the
 * demo's are ({@code demo.max_age}, {@code demo.signal_granularity}); unstaking takes as long as
 * with the paper executor. What is set on the command line goes over that.
 */
final class Plans {
  private static final String NULL = "null";

  private final BacktestRequest request;

  Plans(BacktestRequest request) {
    this.request = request;
  }

  /**
   * The plan of one combination.
   *
   * @param settings all that are set otherwise than in the files, later ones over earlier ones
   * @throws ConfigurationException if a setting is not accepted, naming key and what is expected
   * @throws IllegalArgumentException if capital, deposit or withdrawal is not as it must be
   */
  BacktestPlan of(List<Setting> settings) {
    Configuration configuration = configuration(settings);
    SortedMap<Token, BigDecimal> capital =
        Capital.parse(request.capital(), configuration.application().demo().capital());
    List<TradedStrategy> strategies =
        files(configuration, settings).stream()
            .map(file -> new TradedStrategy(file, capital.get(file.parameters().shareClass())))
            .toList();
    return new BacktestPlan(
        configuration,
        PaperSettings.of(configuration),
        request.market(),
        request.market().first(),
        Instant.MAX,
        strategies,
        flows(strategies));
  }

  private Configuration configuration(List<Setting> settings) {
    Map<String, String> papers = new TreeMap<>();
    settings.stream()
        .filter(Setting::isPapers)
        .forEach(setting -> papers.put(setting.key(), setting.value()));
    return request.configurations().apply(papers);
  }

  private List<ModeFile> files(Configuration configuration, List<Setting> settings) {
    List<Mode> modes =
        request.modes().isEmpty()
            ? List.copyOf(configuration.modes().keySet())
            : request.modes().stream().sorted().distinct().toList();
    List<ModeFile> files = new ArrayList<>();
    Map<ConfigError, List<String>> refused = new LinkedHashMap<>();
    for (Mode mode : modes) {
      try {
        files.add(
            file(configuration, mode)
                .withOverrides(overrides(configuration.application(), mode, settings)));
      } catch (ConfigurationException e) {
        e.errors()
            .forEach(
                error -> refused.computeIfAbsent(error, none -> new ArrayList<>()).add(mode.id()));
      }
    }
    if (!refused.isEmpty()) {
      throw new ConfigurationException(
          refused.entrySet().stream()
              .map(each -> named(each.getKey(), each.getValue(), modes.size()))
              .toList());
    }
    return files;
  }

  private static ModeFile file(Configuration configuration, Mode mode) {
    return configuration
        .mode(mode)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--modes must be among those with a file in modes/: "
                        + String.join(
                            ", ", configuration.modes().keySet().stream().map(Mode::id).toList())
                        + ", was "
                        + mode.id()));
  }

  /** What is refused of some modes only can be set for the others by their name. */
  private static ConfigError named(ConfigError error, List<String> modes, int all) {
    String whose =
        modes.size() == all
            ? "set for the chosen modes"
            : "set for " + String.join(", ", modes) + " (MODE.KEY=VALUE sets it for one)";
    return new ConfigError(whose, 0, error.key(), error.problem(), error.found());
  }

  private static Map<String, Object> overrides(
      ApplicationSettings application, Mode mode, List<Setting> settings) {
    ApplicationSettings.Demo hourly = application.demo();
    Map<String, Object> overrides = new TreeMap<>(hourly.overrides());
    overrides.put(ModeKeys.UNSTAKING_DELAY.name(), application.paper().unstakingDelay().toString());
    // Exposures come hourly: one that is awaited is not overdue before the next hour's.
    overrides.put(ModeKeys.BARRIER_TIMEOUT.name(), hourly.maxAge().toString());
    for (Setting setting : settings) {
      if (setting.concerns(mode)) {
        overrides.put(setting.key(), setting.value().equals(NULL) ? null : setting.value());
      }
    }
    return overrides;
  }

  private List<PaperFlow> flows(List<TradedStrategy> strategies) {
    List<PaperFlow> flows = new ArrayList<>();
    request.deposits().forEach(text -> flows.add(flow(Movement.Kind.DEPOSIT, text, strategies)));
    request
        .withdrawals()
        .forEach(text -> flows.add(flow(Movement.Kind.WITHDRAWAL, text, strategies)));
    return flows;
  }

  private PaperFlow flow(Movement.Kind kind, String text, List<TradedStrategy> strategies) {
    return Movement.parse(kind, text)
        .flow(strategies, request.market().first(), request.market().last());
  }
}
