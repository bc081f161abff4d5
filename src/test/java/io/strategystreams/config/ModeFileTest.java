package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of a mode file, with what it says when broken. */
class ModeFileTest {
  private static final Desk DESK = ShippedConfigs.load().desk();

  private static List<String> refused(String yaml) {
    return Refusals.of(() -> ModeFile.parse("f.yaml", yaml, DESK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "share_class: BTC      | share_class must be ETH because eth_staking_only is staking, was BTC",
        "asset: BTC            | asset must be ETH because eth_staking_only is staking, was BTC",
        "data_type: cefi       | data_type must be defi because eth_staking_only is staking, was cefi",
        "borrowing_enabled: true | borrowing_enabled must be false because eth_staking_only is staking, was true",
        "lending_enabled: true | lending_enabled must be false because eth_staking_only is staking, was true",
        "staking_enabled: false | staking_enabled must be true because eth_staking_only is staking, was false",
        "basis_trade_enabled: true | basis_trade_enabled must be false because eth_staking_only is staking, was true",
        "ml_enabled: true      | ml_enabled must be false because eth_staking_only is staking, was true",
        "staking_protocol: lido | staking_protocol must be etherfi, which issues the lst_type weETH, was lido",
        "lst_type: stETH       | lst_type must be one of weETH, wstETH, was stETH",
        "target_ltv: 0.8       | target_ltv must not be above max_ltv 0.75, was 0.8",
        "target_ltv: 1         | target_ltv must be a decimal from 0 to below 1, was 1",
        "max_ltv: 1.0          | max_ltv must be a decimal above 0 and below 1, was 1.0",
        "target_ltv: .6e0      | target_ltv must be a decimal from 0 to below 1, was .6e0",
        "target_ltv: null      | target_ltv must be a decimal from 0 to below 1, was null",
        "target_ltv: [0.5]     | target_ltv must be a decimal from 0 to below 1, was [0.5]",
        "'target_ltv: {x: 1}'  | target_ltv must be one value, was a map with x",
        "target_lvt: 0.6       | target_lvt is no key of a mode file (did you mean target_ltv?), was 0.6",
        "zebra: 1              | zebra is no key of a mode file, was 1",
        "max_age: 2m           | max_age must hold the keys exposure, price, risk, was 2m",
        "'max_age: {prize: 2m}' | max_age.prize is no key of a mode file (did you mean max_age.price?), was 2m",
        "order_ttl: 60         | order_ttl must be a duration from 1s to 1d (written 500ms, 60s, 10m, 2h, 7d or PT10M), was 60",
        "staking_enabled: yes  | staking_enabled must be true or false, was yes",
        "release: at_once      | release must be one of stepwise, together, was at_once",
        "max_order_notional: off | max_order_notional must be a decimal above 0 up to 1000000000000, or null for off, was off",
        "max_plans_per_minute: 0 | max_plans_per_minute must be a whole number from 1 to 100000, or null for off, was 0",
        "margin_ratio_min: 0.5 | margin_ratio_min must be below margin_ratio_target 0.5, was 0.5",
        "sd_floor_bps: 1001    | sd_floor_bps must not be above sd_cap_bps 1000, was 1001",
        "stop_loss_sd: 10      | stop_loss_sd must keep the exit price positive: below 1 when multiplied by sd_cap_bps/10000 = 0.1, was 10",
        "take_profit_sd: 10    | take_profit_sd must keep the exit price positive: below 1 when multiplied by sd_cap_bps/10000 = 0.1, was 10",
        "signal_granularity: 5m | signal_granularity must be a number and s, min, h or d, such as 5min or 1h, was 5m",
        "'cooldown: {initial: 1h}' | cooldown.initial must not be above cooldown.max 30m, was 1h",
        "'hedge_allocation: {bybit: 0.6, okx: 0.3}' | hedge_allocation must add up to 1, was 0.9 from {bybit=0.6, okx=0.3}",
        "'hedge_allocation: {kraken: 1}' | hedge_allocation.kraken must name a venue that executes PERP_TRADE: binance, bybit, okx, was kraken",
        "'hedge_allocation: {ByBit: 1}' | hedge_allocation.ByBit must be named by a venue, was 1",
        "'hedge_allocation: {bybit: 1.5}' | hedge_allocation.bybit must be a decimal from 0 to 1, was 1.5",
        "hedge_allocation: bybit | hedge_allocation must be a map of a venue to a decimal from 0 to 1, was bybit",
        "'hedge_allocation: {}' | hedge_allocation must be a map of a venue to a decimal from 0 to 1, was {}",
      })
  void aBrokenRuleNamesFileLineKeyValueAndWhatIsAllowed(String line, String message) {
    assertThat(refused("mode: eth_staking_only\n" + line + "\n"))
        .containsExactly("f.yaml:2: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth_basis | share_class: BTC | share_class must be USDT or ETH because eth_basis is spot and a perpetual short, was BTC",
        "btc_basis | share_class: BTC | share_class must be USDT because btc_basis is spot and a perpetual short, was BTC",
        "ml_btc_directional_btc_margin | data_type: defi | data_type must be cefi because ml_btc_directional_btc_margin is a perpetual that follows predictions, was defi",
        "pure_lending_usdt | asset: ETH | asset must be USDT because pure_lending_usdt is lending, was ETH",
        "eth_leveraged | borrowing_enabled: false | borrowing_enabled must be true because eth_leveraged is leveraged staking, was false",
        "usdt_eth_staking_hedged_simple | stake_allocation_percentage: 0.8 | stake_allocation_percentage must leave the hedge a margin ratio (1-a)/a of at least min_margin_ratio 0.4, that is at most 0.7142, was 0.8 with a ratio of 0.25",
        "usdt_eth_staking_hedged_leveraged | min_margin_ratio: 1.1 | stake_allocation_percentage must leave the hedge a margin ratio (1-a)/a of at least min_margin_ratio 1.1, that is at most 0.4761, was 0.5 with a ratio of 1",
      })
  void aFlagOrNumberMustFitTheMode(String mode, String line, String message) {
    assertThat(refused("mode: " + mode + "\n" + line + "\n"))
        .singleElement()
        .asString()
        .matches("f\\.yaml(:2)?: .*")
        .endsWith(": " + message);
  }

  @Test
  void aHedgedBookMayStakeUpToItsMargin() {
    String simple = "mode: usdt_eth_staking_hedged_simple\nmin_margin_ratio: 0.25\n";

    assertThat(ModeFile.parse("f", simple + "stake_allocation_percentage: 0.8", DESK)).isNotNull();
    assertThat(refused(simple + "stake_allocation_percentage: 0.80001")).hasSize(1);
    assertThat(
            ModeFile.parse(
                "f", "mode: pure_lending_eth\nstake_allocation_percentage: 0.99\n", DESK))
        .isNotNull();
  }

  @Test
  void theEtherClassOfABasisBookHasNoReserve() {
    String basis = "mode: eth_basis\nmargin_reserve: 0.2\nshare_class: ";

    assertThat(refused(basis + "ETH"))
        .containsExactly(
            "f.yaml:2: margin_reserve must be 0 in the ETH share class, where the coin itself is the"
                + " collateral and nothing buys a reserve, was 0.2");
    assertThat(ModeFile.parse("f", basis + "USDT", DESK)).isNotNull();
  }

  @Test
  void aModeIsNeeded() {
    assertThat(refused("share_class: ETH"))
        .singleElement()
        .asString()
        .startsWith("f.yaml: mode must be given: one of eth_staking_only, ")
        .endsWith(", was absent");
    assertThat(refused("mode: eth_stakin_only"))
        .singleElement()
        .asString()
        .startsWith("f.yaml:1: mode must be one of eth_staking_only, ")
        .endsWith(", was eth_stakin_only");
  }

  @Test
  void oldNamesAreRefusedWithTheNewOne() {
    assertThat(refused("mode: usdt_market_neutral"))
        .containsExactly(
            "f.yaml:1: mode must be usdt_eth_staking_hedged_leveraged, its name today, was"
                + " usdt_market_neutral");
    assertThat(refused("mode: usdt_market_neutral_no_leverage"))
        .containsExactly(
            "f.yaml:1: mode must be usdt_eth_staking_hedged_simple, its name today, was"
                + " usdt_market_neutral_no_leverage");
  }

  @Test
  void everythingWrongIsReportedAtOnce() {
    assertThat(
            refused(
                """
                mode: eth_leveraged
                target_ltv: high
                share_class: BTC
                order_ttl: soon
                hedge_allocation:
                  kraken: 0.5
                """))
        .extracting(message -> message.split(" ")[1])
        .containsExactlyInAnyOrder(
            "target_ltv",
            "order_ttl",
            "share_class",
            "hedge_allocation",
            "hedge_allocation.kraken");
  }

  @Test
  void theProtocolFollowsTheLstWhereItIsNotGiven() {
    ModeFile file = ModeFile.parse("f", "mode: eth_staking_only\nlst_type: wstETH\n", DESK);

    assertThat(file.parameters().staking().protocol()).hasToString("lido");
  }

  @Test
  void keysOfOtherModesMayBeGivenButAreValidated() {
    assertThat(ModeFile.parse("f", "mode: pure_lending_eth\ntarget_ltv: 0.5\n", DESK)).isNotNull();
    assertThat(refused("mode: pure_lending_eth\ntarget_ltv: 2\n")).hasSize(1);
  }

  @Test
  void aDottedOverrideSetsOneEntry() {
    ModeFile basis = ModeFile.parse("f", "mode: eth_basis\n", DESK);

    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("hedge_allocation.bybit", new BigDecimal("0.5"));
    overrides.put("hedge_allocation.okx", "0.5");
    overrides.put("max_age.price", "30s");
    overrides.put("rebalance_on_match", true);
    overrides.put("max_plans_per_minute", 4);
    ModeFile changed = basis.withOverrides(overrides);

    assertThat(changed.parameters().hedge().allocation()).hasToString("{bybit=0.5, okx=0.5}");
    assertThat(changed.parameters().freshness().price()).hasSeconds(30);
    assertThat(changed.parameters().freshness().risk()).hasMinutes(10);
    assertThat(changed.parameters().signal().rebalanceOnMatch()).isTrue();
    assertThat(changed.parameters().pace().maxPlansPerMinute()).isEqualTo(4);
    assertThat(basis.parameters().hedge().allocation()).hasToString("{bybit=1}");
  }

  @Test
  void aMapGivenWholeReplacesTheMap() {
    ModeFile hedged = ModeFile.parse("f", "mode: usdt_eth_staking_hedged_simple\n", DESK);

    ModeFile changed = hedged.withOverrides(Map.of("hedge_allocation", Map.of("bybit", 1)));
    assertThat(changed.parameters().hedge().allocation()).hasToString("{bybit=1}");

    Map<String, Object> both = new LinkedHashMap<>();
    both.put("hedge_allocation.okx", new BigDecimal("0.25"));
    both.put("hedge_allocation", Map.of("bybit", new BigDecimal("0.75")));
    assertThat(hedged.withOverrides(both).parameters().hedge().allocation())
        .hasToString("{bybit=0.75, okx=0.25}");

    ModeFile once = hedged.withOverrides(Map.of("max_age", Map.of("price", "1h")));
    assertThat(once.withOverrides(Map.of("max_age", Map.of("risk", "1h"))).toYaml())
        .contains("price: 2m", "risk: 1h", "exposure: 10m");
  }

  @Test
  void nullSwitchesOffWhatMayBeOff() {
    ModeFile limited = ModeFile.parse("f", "mode: eth_basis\nmax_order_notional: 5\n", DESK);

    Map<String, Object> off = new LinkedHashMap<>();
    off.put("max_order_notional", null);
    assertThat(limited.withOverrides(off).parameters().limits().orderNotionalLimit()).isEmpty();
  }

  @Test
  void overridesAreValidatedLikeTheFile() {
    ModeFile basis = ModeFile.parse("f.yaml", "mode: eth_basis\n", DESK);

    assertThat(Refusals.of(() -> basis.withOverrides(Map.of("target_ltv", new BigDecimal("2")))))
        .containsExactly("overrides: target_ltv must be a decimal from 0 to below 1, was 2");
    assertThat(Refusals.of(() -> basis.withOverrides(Map.of("hedge_allocation.okx", 1))))
        .containsExactly("f.yaml: hedge_allocation must add up to 1, was 2 from {bybit=1, okx=1}");
    assertThat(Refusals.of(() -> basis.withOverrides(Map.of("mode", "btc_basis"))))
        .containsExactly(
            "overrides: mode cannot be overridden, take the file of that mode, was btc_basis");
    assertThat(Refusals.of(() -> basis.withOverrides(Map.of("target_ltv", List.of(1)))))
        .containsExactly("overrides: target_ltv must be one value, was [1]");
    assertThat(
            Refusals.of(
                () -> basis.withOverrides(Map.of("gas_reserve", new BigDecimal("1e999999")))))
        .containsExactly(
            "overrides: gas_reserve must be a decimal from 0 to 1000000, was 1E+999999");
    assertThat(Refusals.of(() -> basis.withOverrides(Map.of("gas_reserve", Double.NaN))))
        .containsExactly("overrides: gas_reserve must be a decimal from 0 to 1000000, was NaN");
  }

  @Test
  void anOverrideInScientificNotationIsTheNumberItIs() {
    ModeFile basis = ModeFile.parse("f.yaml", "mode: eth_basis\n", DESK);

    assertThat(
            basis
                .withOverrides(Map.of("slippage_bps", new BigDecimal("1E+1")))
                .parameters()
                .trading()
                .slippage())
        .isEqualByComparingTo("0.001");
  }

  @Test
  void everyDemoOverrideFitsEveryMode() {
    Configuration shipped = ShippedConfigs.load();

    shipped
        .modes()
        .values()
        .forEach(
            file ->
                assertThat(
                        file.withOverrides(shipped.application().demo().overrides())
                            .parameters()
                            .freshness()
                            .exposure())
                    .hasHours(2));
  }
}
