package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every default, so that changing one shows. */
class ModeDefaultsTest {
  private static final String BY_MODE =
      """
      eth_staking_only ETH ETH defi staking
      eth_leveraged ETH ETH defi borrowing staking
      pure_lending_eth ETH ETH defi lending
      pure_lending_usdt USDT USDT defi lending
      eth_basis USDT ETH defi basis_trade {bybit=1}
      btc_basis USDT BTC defi basis_trade {bybit=1}
      ml_btc_directional_btc_margin BTC BTC cefi ml
      ml_btc_directional_usdt_margin USDT BTC cefi ml
      usdt_eth_staking_hedged_leveraged USDT ETH defi borrowing staking
      usdt_eth_staking_hedged_simple USDT ETH defi staking
      """;

  private static final String OF_EVERY_MODE =
      """
      lst_type: weETH
      staking_protocol: etherfi
      unstake_via: queue
      unstaking_delay: 7d
      stake_allocation_percentage: 0.5
      stake_rebalance_threshold: 0.1
      target_ltv: 0.65
      max_ltv: 0.75
      flash_fee_bps: 0
      swap_slippage_bps: 20
      slippage_bps: 5
      position_deviation_threshold: 0.02
      max_delta_drift: 0.02
      hedge_allocation:
        binance: 0.4
        bybit: 0.3
        okx: 0.3
      margin_reserve: 0
      margin_ratio_min: 0.15
      margin_ratio_target: 0.5
      min_margin_ratio: 0.4
      signal_granularity: 5min
      confidence_threshold: 0.8
      take_profit_sd: 2
      stop_loss_sd: 2
      sd_floor_bps: 10
      sd_cap_bps: 1000
      rebalance_on_match: false
      release: stepwise
      dust:
        min_notional: 10
      gas_reserve: 0.05
      max_age:
        price: 2m
        risk: 10m
        exposure: 10m
      max_price_jump: 0.2
      order_ttl: 1m
      grace: 5s
      settle_delay: 5s
      barrier_timeout: 10m
      cooldown:
        initial: 30s
        max: 30m
      max_order_notional: null
      max_plans_per_minute: null
      """;

  @Test
  void everyDefaultIsTheOneOfStrategiesMd() {
    String yaml = ModeFile.parse("x.yaml", "mode: usdt_eth_staking_hedged_simple").toYaml();

    assertThat(yaml)
        .isEqualTo(
            """
            mode: usdt_eth_staking_hedged_simple
            share_class: USDT
            asset: ETH
            data_type: defi
            borrowing_enabled: false
            lending_enabled: false
            staking_enabled: true
            basis_trade_enabled: false
            ml_enabled: false
            """
                + OF_EVERY_MODE);
  }

  @Test
  void whatDependsOnTheModeIsItsOwn() {
    String found =
        Arrays.stream(Mode.values())
            .map(mode -> ModeFile.parse("x.yaml", "mode: " + mode.id()))
            .map(ModeDefaultsTest::ofTheMode)
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(found).isEqualTo(BY_MODE);
  }

  private static String ofTheMode(ModeFile file) {
    StrategyParameters parameters = file.parameters();
    String flags =
        file.toYaml()
            .lines()
            .filter(line -> line.endsWith("_enabled: true"))
            .map(line -> " " + line.replace("_enabled: true", ""))
            .collect(Collectors.joining());
    String dataType =
        file.toYaml()
            .lines()
            .filter(line -> line.startsWith("data_type"))
            .findFirst()
            .orElseThrow();
    String hedge = parameters.hedge().allocation().toString();
    return parameters.mode().id()
        + " "
        + parameters.shareClass()
        + " "
        + parameters.asset()
        + " "
        + dataType.substring("data_type: ".length())
        + flags
        + (hedge.equals("{binance=0.4, bybit=0.3, okx=0.3}") ? "" : " " + hedge);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theShippedFileSaysWhatTheDefaultsAre(Mode mode) {
    Configuration shipped = ShippedConfigs.load();

    assertThat(shipped.mode(mode).orElseThrow().toYaml())
        .isEqualTo(ModeFile.defaults(mode, shipped.desk()).toYaml());
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theShippedFileShowsWhatTheModeIs(Mode mode) throws IOException {
    List<String> lines =
        Files.readAllLines(ShippedConfigs.DIRECTORY.resolve("modes/" + mode.id() + ".yaml"));

    for (Key<?> key :
        List.of(
            ModeKeys.SHARE_CLASS,
            ModeKeys.ASSET,
            ModeKeys.DATA_TYPE,
            ModeKeys.BORROWING_ENABLED,
            ModeKeys.LENDING_ENABLED,
            ModeKeys.STAKING_ENABLED,
            ModeKeys.BASIS_TRADE_ENABLED,
            ModeKeys.ML_ENABLED,
            ModeKeys.POSITION_DEVIATION_THRESHOLD)) {
      assertThat(lines).anyMatch(line -> line.startsWith(key.name() + ": "));
    }
  }

  @Test
  void everyKeyIsDocumented() {
    for (Key<?> key : ModeKeys.all()) {
      assertThat(key.documentation()).as(key.name()).endsWith(".");
    }
    assertThat(ModeKeys.all()).extracting(Key::name).doesNotHaveDuplicates();
  }

  @Test
  void parametersCarryFractionsAndLeaveOutZeroShares() {
    StrategyParameters parameters =
        ModeFile.parse(
                "x.yaml",
                """
                mode: eth_basis
                hedge_allocation: {bybit: 0.6, okx: 0.4, binance: 0}
                slippage_bps: 12.5
                max_plans_per_minute: 3
                max_order_notional: 250000.5
                """)
            .parameters();

    assertThat(parameters.hedge().allocation().toString()).isEqualTo("{bybit=0.6, okx=0.4}");
    assertThat(parameters.trading().slippage()).isEqualByComparingTo("0.00125");
    assertThat(parameters.pace().maxPlansPerMinute()).isEqualTo(3);
    assertThat(parameters.limits().orderNotionalLimit().orElseThrow())
        .isEqualByComparingTo("250000.5");
    assertThat(ModeFile.parse("x.yaml", "mode: eth_basis").parameters().pace().maxPlansPerMinute())
        .isEqualTo(20);
  }

  @Test
  void canonicalTextReadsBackAsItself() {
    ModeFile file =
        ModeFile.parse("x.yaml", "mode: eth_leveraged\nlst_type: wstETH\norder_ttl: PT90S\n")
            .withOverrides(Map.of("max_age.price", "90s"));

    ModeFile again = ModeFile.parse("x.yaml", file.toYaml());

    assertThat(again.toYaml()).isEqualTo(file.toYaml());
    assertThat(again.parameters()).isEqualTo(file.parameters());
  }
}
