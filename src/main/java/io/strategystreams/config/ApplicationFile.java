package io.strategystreams.config;

import static io.strategystreams.config.ApplicationKeys.*;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code configs/application.yaml}, environment variables already laid over it. */
final class ApplicationFile {
  private ApplicationFile() {}

  /** Empty if anything is wrong, which then went to {@code problems}. */
  static Optional<ApplicationSettings> read(Document document, Problems problems) {
    Settings settings =
        Settings.read(document, "application.yaml", "", ApplicationKeys.all(), Map.of(), problems);
    if (!settings.sound(ApplicationKeys.all().toArray(Key<?>[]::new))) {
      return Optional.empty();
    }
    if (settings.get(TOPICS_MIN_INSYNC_REPLICAS) > settings.get(TOPICS_REPLICATION)) {
      problems.add(
          settings.error(
              TOPICS_MIN_INSYNC_REPLICAS,
              "must not be above topics.replication " + settings.get(TOPICS_REPLICATION),
              settings.get(TOPICS_MIN_INSYNC_REPLICAS).toString()));
      return Optional.empty();
    }
    if (settings.get(TRANSACTION_TIMEOUT).compareTo(settings.get(COMMIT_INTERVAL)) <= 0) {
      problems.add(
          settings.error(
              TRANSACTION_TIMEOUT,
              "must be above commit_interval "
                  + COMMIT_INTERVAL.type().write(settings.get(COMMIT_INTERVAL)),
              TRANSACTION_TIMEOUT.type().write(settings.get(TRANSACTION_TIMEOUT))));
      return Optional.empty();
    }
    try {
      Optional<Path> clientProperties = path(settings, CLIENT_PROPERTIES);
      Path stateDir = Path.of(settings.get(STATE_DIR));
      return RegistryAccess.read(settings, problems)
          .map(registry -> settings(settings, clientProperties, registry, stateDir));
    } catch (InvalidPathException e) {
      Key<?> wrong = e.getInput().equals(settings.get(STATE_DIR)) ? STATE_DIR : CLIENT_PROPERTIES;
      problems.add(settings.error(wrong, "must be a path of this system", e.getInput()));
      return Optional.empty();
    }
  }

  private static Optional<Path> path(Settings settings, Key.Single<String> key) {
    return Optional.of(settings.get(key)).filter(text -> !text.equals("none")).map(Path::of);
  }

  private static ApplicationSettings settings(
      Settings settings, Optional<Path> clientProperties, RegistryAccess registry, Path stateDir) {
    return new ApplicationSettings(
        settings.get(APPLICATION_ID),
        settings.get(BOOTSTRAP_SERVERS),
        settings.get(SCHEMA_REGISTRY_URL),
        clientProperties,
        registry,
        stateDir,
        Math.toIntExact(settings.get(PARTITIONS)),
        Math.toIntExact(settings.get(NUM_THREADS)),
        settings.get(COMMIT_INTERVAL),
        ProcessingGuarantee.of(settings.get(PROCESSING_GUARANTEE)),
        settings.get(MAX_TASK_IDLE),
        new ApplicationSettings.FailOver(
            GroupProtocol.of(settings.get(GROUP_PROTOCOL)),
            Math.toIntExact(settings.get(NUM_STANDBY_REPLICAS)),
            settings.get(SESSION_TIMEOUT),
            settings.get(TRANSACTION_TIMEOUT)),
        settings.get(TICK_INTERVAL),
        new ApplicationSettings.MarketFlow(
            Decimals.fromBps(settings.get(MARKET_MIN_MOVE_BPS)), settings.get(MARKET_MAX_INTERVAL)),
        settings.get(MAX_CLOCK_SKEW),
        settings.get(CACHE_SIZE),
        settings.get(ROCKSDB_MEMORY),
        new ApplicationSettings.Health(
            settings.get(HEALTH_ADDRESS),
            Math.toIntExact(settings.get(HEALTH_PORT)),
            settings.get(HEALTH_STALL)),
        new ApplicationSettings.Metrics(Math.toIntExact(settings.get(METRICS_STRATEGIES))),
        topics(settings),
        new ApplicationSettings.Paper(
            settings.get(PAPER_SEED),
            Decimals.fromBps(settings.get(PAPER_SLIPPAGE_BPS)),
            Decimals.fromBps(settings.get(PAPER_SWAP_IMPACT_BPS)).movePointLeft(2),
            settings.get(PAPER_REJECT_PROBABILITY),
            settings.get(PAPER_PARTIAL_FILL_PROBABILITY),
            settings.get(PAPER_VALUATION_INTERVAL),
            settings.get(PAPER_UNSTAKING_DELAY),
            new ApplicationSettings.PaperRisk(
                settings.get(PAPER_RISK_HEALTH_FACTOR_FLOOR),
                settings.get(PAPER_RISK_MARGIN_FLOOR),
                settings.get(PAPER_RISK_OVERRIDE_HOLD))),
        new ApplicationSettings.Demo(
            capital(settings),
            settings.get(DEMO_UNSTAKING_DELAY),
            settings.get(DEMO_MAX_AGE),
            settings.get(DEMO_SIGNAL_GRANULARITY)));
  }

  private static ApplicationSettings.Topics topics(Settings settings) {
    return new ApplicationSettings.Topics(
        Math.toIntExact(settings.get(TOPICS_REPLICATION)),
        Math.toIntExact(settings.get(TOPICS_MIN_INSYNC_REPLICAS)),
        settings.get(TOPICS_COMPRESSION),
        new ApplicationSettings.Retention(
            settings.get(TOPICS_RETENTION_MARKET),
            settings.get(TOPICS_RETENTION_BOOKS),
            settings.get(TOPICS_RETENTION_ORDERS),
            settings.get(TOPICS_RETENTION_DECISIONS),
            settings.get(TOPICS_RETENTION_DEAD_LETTERS),
            settings.get(TOPICS_RETENTION_PAPER_FLOWS),
            settings.get(TOPICS_RETENTION_TOMBSTONES)));
  }

  private static SortedMap<Token, BigDecimal> capital(Settings settings) {
    SortedMap<Token, BigDecimal> capital = new TreeMap<>();
    capital.put(Token.ETH, settings.get(DEMO_CAPITAL_ETH));
    capital.put(Token.BTC, settings.get(DEMO_CAPITAL_BTC));
    capital.put(Token.USDT, settings.get(DEMO_CAPITAL_USDT));
    return capital;
  }
}
