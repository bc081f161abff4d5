package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.mode.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDirectoryTest {
  @TempDir private Path directory;

  @BeforeEach
  void aCopyOfWhatIsShipped() throws IOException {
    try (Stream<Path> files = Files.walk(ShippedConfigs.DIRECTORY)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = directory.resolve(ShippedConfigs.DIRECTORY.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private List<String> refused() {
    return refused(Map.of());
  }

  private List<String> refused(Map<String, String> env) {
    return Refusals.of(() -> ConfigDirectory.load(directory, env));
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(directory.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(directory.resolve(file), text.replace(from, to));
  }

  private int lineOf(String file, String text) throws IOException {
    String whole = Files.readString(directory.resolve(file));
    String before = whole.substring(0, whole.indexOf(text));
    return 1 + (int) before.chars().filter(each -> each == '\n').count();
  }

  @Test
  void theShippedDirectoryHoldsTenModes() {
    Configuration shipped = ConfigDirectory.load(directory, Map.of("PATH", "irrelevant"));

    assertThat(shipped.modes().keySet()).containsExactly(Mode.values());
  }

  @Test
  void theMarketsAreThoseOfStrategiesMd() {
    String found =
        ShippedConfigs.load().markets().all().entrySet().stream()
            .map(each -> each.getKey() + " " + text(each.getValue()))
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(found)
        .isEqualTo(
            """
            binance:Perp:BTCUSDT 0.001 20 0.0005
            binance:Perp:ETHUSDT 0.001 20 0.0005
            binance:Spot:BTC/USDT 0.00001 5 0.001
            binance:Spot:EIGEN/USDT 0.01 5 0.001
            binance:Spot:ETH/USDT 0.0001 5 0.001
            binance:Spot:ETHFI/USDT 0.1 5 0.001
            bybit:Perp:BTCUSDT 0.001 5 0.00055
            bybit:Perp:ETHUSDT 0.01 5 0.00055
            okx:Perp:BTCUSDT 0.001 5 0.0005
            okx:Perp:ETHUSDT 0.01 5 0.0005
            """);
  }

  private static String text(MarketRules rules) {
    return rules.lot().toPlainString()
        + " "
        + rules.minNotional().toPlainString()
        + " "
        + rules.takerFee().toPlainString();
  }

  @Test
  void everyDefaultOfTheApplicationIsStated() {
    assertThat(
            CanonicalYaml.of(
                CanonicalYaml.document(
                    "x",
                    ApplicationKeys.all(),
                    Settings.read(
                        new Document("x", Map.of()),
                        "x",
                        "",
                        ApplicationKeys.all(),
                        Map.of(),
                        new Problems()),
                    key -> true)))
        .isEqualTo(
            """
            application_id: strategy-streams
            bootstrap_servers: localhost:9092
            schema_registry_url: http://localhost:8081
            client_properties: none
            value_serde: io.strategystreams.serde.AvroSerde
            schema_registry:
              auto_register: true
              request_timeout: 5s
              retry_for: 30s
              retry_pause: 100ms
              retry_pause_max: 5s
              user: none
              password_file: none
              token_file: none
              trust_store: none
              trust_store_password_file: none
              key_store: none
              key_store_password_file: none
            state_dir: target/state
            partitions: 4
            num_threads: 2
            commit_interval: 100ms
            processing_guarantee: exactly_once_v2
            max_task_idle: 0s
            group_protocol: classic
            num_standby_replicas: 1
            session_timeout: 10s
            transaction_timeout: 10s
            tick_interval: 1s
            market:
              min_move_bps: 0
              max_interval: 30s
            max_clock_skew: 10s
            cache_size: 8MiB
            rocksdb:
              memory: 96MiB
            health:
              port: 0
              address: 127.0.0.1
              stall: 6m
            metrics:
              strategies: 50
            topics:
              replication: 1
              min_insync_replicas: 1
              compression: producer
              retention.market: 7d
              retention.books: 14d
              retention.orders: 14d
              retention.decisions: 90d
              retention.dead_letters: 30d
              retention.paper_flows: 36500d
              retention.tombstones: 30d
            paper:
              seed: 20240601
              slippage_bps: 5
              swap_impact_bps: 5
              reject_probability: 0
              partial_fill_probability: 0
              valuation_interval: 1m
              unstaking_delay: 7d
              risk.health_factor_floor: 1.05
              risk.margin_floor: 0.05
              risk.override_hold: 6h
            demo:
              capital.ETH: 100
              capital.BTC: 10
              capital.USDT: 100000
              unstaking_delay: 12h
              max_age: 2h
              signal_granularity: 1h
            """);
  }

  @Test
  void theShippedApplicationFileSaysWhatTheDefaultsAre() throws IOException {
    ApplicationSettings shipped = ShippedConfigs.load().application();
    Files.writeString(directory.resolve("application.yaml"), "partitions: 4\n");

    assertThat(ConfigDirectory.load(directory, Map.of()).application()).isEqualTo(shipped);
  }

  @Test
  void anEnvironmentVariableOverridesTheApplicationFile() {
    ApplicationSettings application =
        ConfigDirectory.load(
                directory,
                Map.of(
                    "STRATEGY_STREAMS_NUM_THREADS",
                    "7",
                    "STRATEGY_STREAMS_PAPER__REJECT_PROBABILITY",
                    "0.25",
                    "STRATEGY_STREAMS_DEMO__CAPITAL__ETH",
                    "3"))
            .application();

    assertThat(application.numThreads()).isEqualTo(7);
    assertThat(application.paper().rejectProbability()).isEqualByComparingTo("0.25");
    assertThat(application.demo().capital()).hasToString("{BTC=10, ETH=3, USDT=100000}");
  }

  @Test
  void anUnknownOrBadVariableIsAnError() {
    assertThat(
            refused(
                Map.of("STRATEGY_STREAMS_NUM_THREAD", "7", "STRATEGY_STREAMS_PARTITIONS", "none")))
        .containsExactly(
            "environment: STRATEGY_STREAMS_NUM_THREAD sets no key of application.yaml (did you mean"
                + " STRATEGY_STREAMS_NUM_THREADS?), was 7",
            "environment (STRATEGY_STREAMS_PARTITIONS): partitions must be a whole number from 1 to"
                + " 10000, was none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application.yaml | partitions: 4 | partitions: 0 | application.yaml:@: partitions must be a whole number from 1 to 10000, was 0",
        "application.yaml | exactly_once_v2 | exactly_once | application.yaml:@: processing_guarantee must be one of exactly_once_v2, at_least_once, was exactly_once",
        "application.yaml | http://localhost:8081 | localhost | application.yaml:@: schema_registry_url must be http://host:port or https://host:port (several separated by commas; user and password have keys of their own), or mock:// and a name, a registry within the process, was localhost",
        "application.yaml | http://localhost:8081 | http://me:s3cret@localhost | application.yaml:@: schema_registry_url must be http://host:port or https://host:port (several separated by commas; user and password have keys of their own), or mock:// and a name, a registry within the process, was http://***(at)localhost",
        "application.yaml | user: none | user: monitor | application.yaml:36: schema_registry.password_file must be given where schema_registry.user is, was none",
        "application.yaml | max_task_idle: 0s | max_task_idle: -1 | application.yaml:@: max_task_idle must be a duration from 0s to 1m (written 500ms, 60s, 10m, 2h, 7d or PT10M), was -1",
        "application.yaml | group_protocol: classic | group_protocol: consumer | application.yaml:@: group_protocol must be one of classic, streams, was consumer",
        "application.yaml | commit_interval: 100ms | commit_interval: 10s | application.yaml:20: transaction_timeout must be above commit_interval 10s, was 10s",
        "application.yaml | 8MiB | plenty | application.yaml:@: cache_size must be a size from 0B to 64GiB (written 512KiB, 8MiB, 1GiB), was plenty",
        "application.yaml | '  seed:' | '  sed:' | application.yaml:@: paper.sed is no key of application.yaml (did you mean paper.seed?), was 20240601",
        "application.yaml | 'reject_probability: 0' | 'reject_probability: 2' | application.yaml:@: paper.reject_probability must be a decimal from 0 to 1, was 2",
        "application.yaml | ETH: 100 | ETH: -1 | application.yaml:@: demo.capital.ETH must be a decimal above 0 up to 1000000000000, was -1",
        "application.yaml | min_insync_replicas: 1 | min_insync_replicas: 2 | application.yaml:@: topics.min_insync_replicas must not be above topics.replication 1, was 2",
        "application.yaml | market: 7d | market: 30m | application.yaml:@: topics.retention.market must be a duration from 1h to 36500d (written 500ms, 60s, 10m, 2h, 7d or PT10M), was 30m",
        "application.yaml | min_move_bps: 0 | min_move_bps: -1 | application.yaml:@: market.min_move_bps must be a decimal from 0 to 1000, was -1",
        "markets.yaml | lot: 0.0001 | lot: 0 | markets.yaml:@: markets.binance:Spot:ETH/USDT.lot must be a decimal above 0 up to 1000000, was 0",
        "markets.yaml | '{lot: 0.0001, ' | '{' | markets.yaml: markets.binance:Spot:ETH/USDT.lot must be given: a decimal above 0 up to 1000000, was absent",
        "markets.yaml | binance:Spot:ETH/USDT | binance:Sport:ETH/USDT | markets.yaml:@: markets.binance:Sport:ETH/USDT must be a market: venue:Spot:BASE/QUOTE or venue:Perp:BASEQUOTE, was binance:Sport:ETH/USDT",
        "markets.yaml | bybit:Perp:ETHUSDT | kraken:Perp:ETHUSDT | markets.yaml:@: markets.kraken:Perp:ETHUSDT must be at a venue of venues.yaml that executes PERP_TRADE: binance, bybit, okx, was kraken",
        "markets.yaml | 'markets:' | 'market:' | markets.yaml:6: market is no key of the file, only markets is",
        "venues.yaml | operations: [SWAP] | operations: [SWOP] | venues.yaml:@: venues.uniswap.operations must be a list without repetition, each one of SPOT_TRADE, PERP_TRADE, SUPPLY, BORROW, REPAY, WITHDRAW, STAKE, UNSTAKE, SWAP, FLASH_BORROW, FLASH_REPAY, TRANSFER, was [SWOP]",
        "venues.yaml | '    lst: weETH' | '' | venues.yaml:41: venues.etherfi.lst must be given where STAKE is executed, was absent",
      })
  void aBrokenFileSaysWhere(String file, String from, String to, String message)
      throws IOException {
    String line = Integer.toString(lineOf(file, from));
    edit(file, from, to);

    assertThat(refused()).contains(message.replace("@", line).replace("(at)", "@"));
  }

  @Test
  void whatIsPassedOnSeldomMustNotBeStaleMeanwhile() throws IOException {
    edit("application.yaml", "max_interval: 30s", "max_interval: 2m");
    assertThat(ConfigDirectory.load(directory, Map.of()).application().marketFlow().minMove())
        .as("where every price is passed on the interval is nothing")
        .isZero();

    edit("application.yaml", "min_move_bps: 0", "min_move_bps: 1");
    assertThat(refused())
        .contains(
            "application.yaml: market.max_interval must be below max_age.price of mode"
                + " eth_staking_only, 2m, was 2m");

    edit("application.yaml", "max_interval: 2m", "max_interval: 119s");
    assertThat(ConfigDirectory.load(directory, Map.of()).application().marketFlow().minMove())
        .isEqualByComparingTo("0.0001");
  }

  @Test
  void aModeNeedsItsMarkets() throws IOException {
    edit(
        "markets.yaml",
        "  binance:Spot:BTC/USDT: {lot: 0.00001, min_notional: 5, taker_fee: 0.001}\n",
        "");
    edit(
        "markets.yaml",
        "  bybit:Perp:ETHUSDT: {lot: 0.01, min_notional: 5, taker_fee: 0.00055}\n",
        "");
    edit(
        "markets.yaml",
        "  binance:Perp:BTCUSDT: {lot: 0.001, min_notional: 20, taker_fee: 0.0005}\n",
        "");

    assertThat(refused())
        .containsExactlyInAnyOrder(
            "modes/btc_basis.yaml:7: asset needs the market binance:Spot:BTC/USDT in markets.yaml,"
                + " was absent",
            "modes/eth_basis.yaml:27: hedge_allocation.bybit must be 0 or its market"
                + " bybit:Perp:ETHUSDT be in markets.yaml, was 1",
            "modes/ml_btc_directional_btc_margin.yaml:7: asset needs the market"
                + " binance:Perp:BTCUSDT in markets.yaml, was absent",
            "modes/ml_btc_directional_usdt_margin.yaml:7: asset needs the market"
                + " binance:Perp:BTCUSDT in markets.yaml, was absent",
            "modes/usdt_eth_staking_hedged_leveraged.yaml:43: hedge_allocation.bybit must be 0 or its"
                + " market bybit:Perp:ETHUSDT be in markets.yaml, was 0.3",
            "modes/usdt_eth_staking_hedged_simple.yaml:38: hedge_allocation.bybit must be 0 or its"
                + " market bybit:Perp:ETHUSDT be in markets.yaml, was 0.3");
  }

  @Test
  void aStakingModeNeedsItsProtocol() throws IOException {
    edit(
        "venues.yaml",
        "  etherfi:\n    operations: [STAKE, UNSTAKE]",
        "  etherfi:\n    operations: [UNSTAKE]");

    assertThat(refused())
        .contains(
            "modes/eth_staking_only.yaml:25: staking_protocol must be a venue of venues.yaml that"
                + " executes STAKE, was etherfi");
  }

  @Test
  void errorsOfAllFilesComeTogether() throws IOException {
    edit("application.yaml", "partitions: 4", "partitions: 0");
    edit("markets.yaml", "lot: 0.0001", "lot: 0");
    edit("modes/eth_basis.yaml", "mode: eth_basis", "mode: eth_bases");
    edit("modes/btc_basis.yaml", "share_class: USDT", "share_class: BTC");
    Files.delete(directory.resolve("venues.yaml"));

    assertThat(refused())
        .extracting(message -> message.split(":")[0])
        .containsExactly(
            "application.yaml",
            "venues.yaml",
            "markets.yaml",
            "modes/btc_basis.yaml",
            "modes/eth_basis.yaml");
  }

  @Test
  void aModeFileIsNamedAfterItsMode() throws IOException {
    Files.move(directory.resolve("modes/eth_basis.yaml"), directory.resolve("modes/my_basis.yaml"));
    Files.move(directory.resolve("modes/btc_basis.yaml"), directory.resolve("modes/btc_basis.yml"));

    assertThat(refused())
        .containsExactly(
            "modes/btc_basis.yml: must be named after its mode and end in .yaml",
            "modes/my_basis.yaml: mode must be that of the file's name, was eth_basis");
  }

  @Test
  void missingAndUnreadableFilesAreErrors() throws IOException {
    Files.delete(directory.resolve("application.yaml"));
    Files.write(
        directory.resolve("markets.yaml"), "markets: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    try (Stream<Path> files = Files.list(directory.resolve("modes"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }

    assertThat(refused())
        .containsExactly(
            "application.yaml: must exist in " + directory,
            "markets.yaml: must be UTF-8 text",
            "modes: must hold at least one mode file");
    assertThat(Refusals.of(() -> ConfigDirectory.load(directory.resolve("none"), Map.of())))
        .containsExactly(
            directory.resolve("none") + ": must be a directory with application.yaml and modes/");
  }

  @Test
  void aModeMayBeLeftOut() throws IOException {
    Files.delete(directory.resolve("modes/eth_basis.yaml"));

    Configuration rest = ConfigDirectory.load(directory, Map.of());

    assertThat(rest.mode(Mode.ETH_BASIS)).isEmpty();
    assertThat(rest.modes()).hasSize(9);
    assertThat(rest.markets().find(Market.parse("bybit:Perp:ETHUSDT"))).isPresent();
  }
}
