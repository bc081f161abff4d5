package io.strategystreams.config;

import static io.strategystreams.config.DecimalType.aboveUpTo;
import static io.strategystreams.config.DecimalType.between;
import static io.strategystreams.config.DecimalType.fromBelow;
import static io.strategystreams.config.DecimalType.within;

import io.strategystreams.core.mode.Mode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Every key of a mode file ({@code configs/modes/}): name, type, default and meaning. */
public final class ModeKeys {
  private static final DecimalType FRACTION_BELOW_ONE = fromBelow("0", "1");
  private static final DecimalType BPS = within("0", "1000");
  private static final DecimalType RATIO = within("0", "10");
  private static final DecimalType DEVIATIONS = aboveUpTo("0", "100");
  private static final DecimalType AMOUNT = within("0", "1000000000000");
  private static final DurationType UP_TO_A_YEAR = DurationType.within("1s", "365d");
  private static final DurationType UP_TO_A_DAY = DurationType.within("1s", "1d");
  private static final DurationType DELAY = DurationType.within("0s", "1h");

  public static final Key.Single<String> MODE =
      Key.required(
          "mode",
          new ChoiceType(Arrays.stream(Mode.values()).map(Mode::id).toList()),
          "Which of the ten strategies the file configures; the file is named after it.");

  public static final Key.Single<String> SHARE_CLASS =
      Key.byMode(
          "share_class",
          ChoiceType.of("ETH", "BTC", "USDT"),
          "The unit equity is counted and paid out in. Fixed by the mode, but for eth_basis: USDT or"
              + " ETH.");

  public static final Key.Single<String> ASSET =
      Key.byMode(
          "asset",
          ChoiceType.of("ETH", "BTC", "USDT"),
          "What the strategy is exposed to, or hedges. Fixed by the mode.");

  public static final Key.Single<String> DATA_TYPE =
      Key.byMode(
          "data_type",
          ChoiceType.of("defi", "cefi"),
          "What data it is fed with: defi is data of chain and exchanges, cefi exchange prices and"
              + " predictions. Fixed by the mode.");

  public static final Key.Single<Boolean> BORROWING_ENABLED =
      Key.byMode(
          "borrowing_enabled",
          new FlagType(),
          "Whether the strategy borrows WETH against its collateral. Fixed by the mode; stated so"
              + " that a file shows its risk.");

  public static final Key.Single<Boolean> LENDING_ENABLED =
      Key.byMode(
          "lending_enabled",
          new FlagType(),
          "Whether the strategy lends its share class on Aave. Fixed by the mode.");

  public static final Key.Single<Boolean> STAKING_ENABLED =
      Key.byMode(
          "staking_enabled",
          new FlagType(),
          "Whether the strategy stakes WETH for an LST. Fixed by the mode.");

  public static final Key.Single<Boolean> BASIS_TRADE_ENABLED =
      Key.byMode(
          "basis_trade_enabled",
          new FlagType(),
          "Whether the strategy holds spot against a perpetual short. Fixed by the mode.");

  public static final Key.Single<Boolean> ML_ENABLED =
      Key.byMode(
          "ml_enabled",
          new FlagType(),
          "Whether the strategy trades on predictions. Fixed by the mode.");

  public static final Key.Single<String> LST_TYPE =
      Key.byMode(
          "lst_type",
          ChoiceType.of("weETH", "wstETH"),
          "The liquid staking token: weETH is issued by etherfi, wstETH by lido. Changed while one is"
              + " held, it takes effect once nothing is left of the old one; until then the strategy"
              + " goes on with that.");

  public static final Key.Single<String> STAKING_PROTOCOL =
      Key.byMode(
          "staking_protocol",
          ChoiceType.of("etherfi", "lido"),
          "Who issues lst_type; by default the issuer of lst_type.");

  public static final Key.Single<BigDecimal> STAKE_ALLOCATION =
      Key.of(
          "stake_allocation_percentage",
          between("0", "1"),
          "0.5",
          "Fraction a of equity that is staked, 0.5 for half (a fraction in spite of its name). The"
              + " rest, 1-a, is margin of the hedge. The book is neutral at every a; a larger one"
              + " earns more yield on less margin.");

  public static final Key.Single<BigDecimal> STAKE_REBALANCE_THRESHOLD =
      Key.of(
          "stake_rebalance_threshold",
          FRACTION_BELOW_ONE,
          "0.1",
          "Relative deviation of the staked side beyond which a hedged book moves it. Wider than"
              + " position_deviation_threshold because each move costs a swap or a week of queueing;"
              + " the hedge follows at once either way.");

  public static final Key.Family<BigDecimal> HEDGE_ALLOCATION =
      Key.familyByMode(
          "hedge_allocation",
          within("0", "1"),
          TextType.matching("[a-z0-9_]+", "a venue"),
          "Fraction of the perpetual short by venue; adds up to 1.");

  public static final Key.Single<BigDecimal> POSITION_DEVIATION_THRESHOLD =
      Key.of(
          "position_deviation_threshold",
          FRACTION_BELOW_ONE,
          "0.02",
          "Relative deviation of a leg from its target (0.02 is 2 %) beyond which it is traded."
              + " Smaller tracks closer and pays more fees.");

  public static final Key.Single<BigDecimal> MAX_DELTA_DRIFT =
      Key.of(
          "max_delta_drift",
          FRACTION_BELOW_ONE,
          "0.02",
          "Net exposure of a neutral book, as a fraction of its long side, beyond which the hedge is"
              + " traded.");

  public static final Key.Single<BigDecimal> TARGET_LTV =
      Key.of(
          "target_ltv",
          FRACTION_BELOW_ONE,
          "0.65",
          "Debt over collateral that leveraged staking aims at. Collateral is 1/(1-LTV) times the"
              + " staked equity: 2.86 times at 0.65. The risk monitor may lower it, never raise it.");

  public static final Key.Single<BigDecimal> MAX_LTV =
      Key.of(
          "max_ltv",
          between("0", "1"),
          "0.75",
          "No plan may leave debt over collateral above this, unless it lowers it. Keep it below the"
              + " lending protocol's liquidation threshold.");

  public static final Key.Single<BigDecimal> FLASH_FEE_BPS =
      Key.of("flash_fee_bps", BPS, "0", "Fee of a flash loan in basis points; 0 is Morpho's.");

  public static final Key.Single<BigDecimal> SWAP_SLIPPAGE_BPS =
      Key.of(
          "swap_slippage_bps",
          BPS,
          "20",
          "Slippage in basis points that a swap of LST on the DEX is planned with and tolerates.");

  public static final Key.Single<BigDecimal> SLIPPAGE_BPS =
      Key.of(
          "slippage_bps",
          BPS,
          "5",
          "Slippage in basis points that spot and perpetual trades are planned with and tolerate.");

  public static final Key.Single<String> UNSTAKE_VIA =
      Key.of(
          "unstake_via",
          ChoiceType.of("queue", "swap"),
          "queue",
          "queue frees staked ETH at the protocol's rate after unstaking_delay; swap sells the LST on"
              + " the DEX at once, at its price. A risk override always swaps.");

  public static final Key.Single<Duration> UNSTAKING_DELAY =
      Key.of(
          "unstaking_delay",
          DurationType.within("0s", "60d"),
          "7d",
          "How long an accepted unstake may stay in the protocol's queue before it counts as late.");

  public static final Key.Single<BigDecimal> MARGIN_RESERVE =
      Key.of(
          "margin_reserve",
          FRACTION_BELOW_ONE,
          "0",
          "Fraction of a basis book's equity kept as USDT at the perpetual venues. 0: margin is"
              + " reckoned over all exchange balances, spot included. Not in the ETH share class,"
              + " where the coin itself is the collateral.");

  public static final Key.Single<BigDecimal> MARGIN_RATIO_MIN =
      Key.of(
          "margin_ratio_min",
          RATIO,
          "0.15",
          "Margin over notional below which a venue is topped up from the others, or both legs shrink"
              + " if all are short of it.");

  public static final Key.Single<BigDecimal> MARGIN_RATIO_TARGET =
      Key.of(
          "margin_ratio_target",
          RATIO,
          "0.5",
          "Margin over notional that a top-up or a shrinking restores.");

  public static final Key.Single<BigDecimal> MIN_MARGIN_RATIO =
      Key.of(
          "min_margin_ratio",
          RATIO,
          "0.4",
          "Smallest margin over notional a hedged book may be configured to start with:"
              + " (1-a)/a for a = stake_allocation_percentage.");

  public static final Key.Single<BigDecimal> CONFIDENCE_THRESHOLD =
      Key.of(
          "confidence_threshold",
          within("0", "1"),
          "0.8",
          "A prediction counts only if its confidence is strictly above this; at 1 none does.");

  public static final Key.Single<String> SIGNAL_GRANULARITY =
      Key.of(
          "signal_granularity",
          TextType.matching(
              "[1-9][0-9]{0,5}(?:s|min|h|d)", "a number and s, min, h or d, such as 5min or 1h"),
          "5min",
          "Bar length of the predictions to act on, as the model writes it. Another one holds, as"
              + " does a prediction older than two of it.");

  public static final Key.Single<BigDecimal> TAKE_PROFIT_SD =
      Key.of(
          "take_profit_sd",
          DEVIATIONS,
          "2",
          "Distance of the take-profit from the opening price, in standard deviations of the"
              + " predicted return.");

  public static final Key.Single<BigDecimal> STOP_LOSS_SD =
      Key.of(
          "stop_loss_sd",
          DEVIATIONS,
          "2",
          "Distance of the stop-loss from the opening price, in standard deviations of the predicted"
              + " return.");

  public static final Key.Single<BigDecimal> SD_FLOOR_BPS =
      Key.of(
          "sd_floor_bps",
          aboveUpTo("0", "10000"),
          "10",
          "Smallest standard deviation used for take-profit and stop-loss, basis points.");

  public static final Key.Single<BigDecimal> SD_CAP_BPS =
      Key.of(
          "sd_cap_bps",
          aboveUpTo("0", "10000"),
          "1000",
          "Largest standard deviation used for take-profit and stop-loss, basis points.");

  public static final Key.Single<Boolean> REBALANCE_ON_MATCH =
      Key.of(
          "rebalance_on_match",
          new FlagType(),
          "false",
          "Whether a signal in the direction already held brings the position to its target size;"
              + " false leaves it.");

  public static final Key.Single<String> RELEASE =
      Key.of(
          "release",
          ChoiceType.of("stepwise", "together"),
          "stepwise",
          "When the orders of a plan go out. stepwise: the next step when the one before is filled."
              + " together: all at once, for executors that hold a step back until the one before is"
              + " filled; order_ttl then counts for each step, and what follows an unstake still waits"
              + " for the queue. Do not set it for an executor that does not sequence by itself.");

  public static final Key.Single<BigDecimal> DUST_MIN_NOTIONAL =
      Key.of(
          "dust.min_notional",
          AMOUNT,
          "10",
          "A dust token is sold once it is worth more than this, USD; only the staking strategies"
              + " sell dust.");

  public static final Key.Single<BigDecimal> GAS_RESERVE =
      Key.of(
          "gas_reserve",
          within("0", "1000000"),
          "0.05",
          "ETH in the wallet that is left alone, neither idle nor dust (except where ETH is the share"
              + " class).");

  public static final Key.Single<Duration> MAX_AGE_PRICE =
      Key.of(
          "max_age.price",
          UP_TO_A_YEAR,
          "2m",
          "Oldest price that may be traded on when growing; shrinking uses the last one known.");

  public static final Key.Single<Duration> MAX_AGE_RISK =
      Key.of(
          "max_age.risk",
          UP_TO_A_YEAR,
          "10m",
          "Oldest risk assessment that growth may rest on; a missing one never blocks an exit.");

  public static final Key.Single<Duration> MAX_AGE_EXPOSURE =
      Key.of("max_age.exposure", UP_TO_A_YEAR, "10m", "Oldest exposure that may be acted on.");

  public static final Key.Single<BigDecimal> MAX_PRICE_JUMP =
      Key.of(
          "max_price_jump",
          aboveUpTo("0", "10"),
          "0.2",
          "Relative move between two prices of a market beyond which it is not traded on until three"
              + " more confirm it. Never holds back a plan that lowers risk.");

  public static final Key.Single<Duration> ORDER_TTL =
      Key.of(
          "order_ttl",
          UP_TO_A_DAY,
          "60s",
          "How long an order lives. There is no cancel: an executor refuses it afterwards.");

  public static final Key.Single<Duration> GRACE =
      Key.of(
          "grace",
          DELAY,
          "5s",
          "How long after an order's expiry its terminal report may come before its fate counts as"
              + " uncertain.");

  public static final Key.Single<Duration> SETTLE_DELAY =
      Key.of(
          "settle_delay",
          DELAY,
          "5s",
          "How much later than the last report an exposure without last_report_offset must be to"
              + " count as including it.");

  public static final Key.Single<Duration> BARRIER_TIMEOUT =
      Key.of(
          "barrier_timeout",
          DurationType.within("1s", "7d"),
          "10m",
          "How long an exposure that includes the last reports may be waited for before an alarm.");

  public static final Key.Single<Duration> COOLDOWN_INITIAL =
      Key.of(
          "cooldown.initial",
          UP_TO_A_DAY,
          "30s",
          "Pause after an abandoned plan, doubled by each further one. Never delays an order that"
              + " lowers risk.");

  public static final Key.Single<Duration> COOLDOWN_MAX =
      Key.of("cooldown.max", UP_TO_A_DAY, "30m", "Longest pause after abandoned plans.");

  public static final Key.Single<BigDecimal> MAX_ORDER_NOTIONAL =
      Key.off(
          "max_order_notional",
          aboveUpTo("0", "1000000000000"),
          "Largest order, USD, transfers and on-chain steps included; a larger one refuses its whole"
              + " plan. Never holds back an exit; a hedge it does. null: max_order_to_equity alone limits orders.");

  public static final Key.Single<BigDecimal> MAX_ORDER_TO_EQUITY =
      Key.off(
          "max_order_to_equity",
          aboveUpTo("0", "1000"),
          "Largest order as a multiple of equity, the lower of what the exposure claims and what its"
              + " positions are worth. Never holds back an exit; a hedge it does. null: 1.25/(1-max_ltv), wide enough"
              + " for a leveraged entry.");

  public static final Key.Single<BigDecimal> MAX_LEVERAGE =
      Key.off(
          "max_leverage",
          aboveUpTo("0", "1000"),
          "Largest gross exposure a plan may leave, longs and perpetuals added up, as a multiple of"
              + " equity (the lower of claimed and valued). Never holds back what lowers risk. null:"
              + " 1 + 1.25/(1-max_ltv).");

  public static final Key.Single<BigDecimal> MAX_FILL_DEVIATION =
      Key.of(
          "max_fill_deviation",
          FRACTION_BELOW_ONE,
          "0.02",
          "How far what a report says was moved may differ from what its order was to move, relative,"
              + " at prices now (slippage, fees, yield); a trade's proceeds may also differ by"
              + " max_price_jump. Beyond it the report contradicts its order. Also how far an order may"
              + " exceed its planned amount when it follows an earlier fill.");

  public static final Key.Single<BigDecimal> MAX_ACCRUED_INTEREST =
      Key.of(
          "max_accrued_interest",
          FRACTION_BELOW_ONE,
          "0.001",
          "How far an order that means all there is (full_balance: the whole collateral, the whole debt)"
              + " may fill beyond its amount, relative: what interest explains.");

  public static final Key.Single<BigDecimal> MAX_EQUITY_GAP =
      Key.of(
          "max_equity_gap",
          FRACTION_BELOW_ONE,
          "0.05",
          "Largest difference between total_exposure and the value of the positions, as a fraction of"
              + " what is held and owed together. Beyond it growth stops.");

  public static final Key.Single<BigDecimal> MAX_UNREALISED =
      Key.of(
          "max_unrealised",
          within("0", "100"),
          "1",
          "By how much of the perpetuals' notional the equity may differ further where the exposure"
              + " does not report unrealised profit and loss; 1 is a price that halved.");

  public static final Key.Single<BigDecimal> MAX_BASIS =
      Key.of(
          "max_basis",
          FRACTION_BELOW_ONE,
          "0.05",
          "Largest relative difference between spot and perpetual price of the asset at which a"
              + " position is opened or grows.");

  public static final Key.Single<BigDecimal> MAX_SPREAD =
      Key.of(
          "max_spread",
          FRACTION_BELOW_ONE,
          "0.02",
          "Largest relative distance between bid and ask, and of the price from them, at which a"
              + " position is opened or grows.");

  public static final Key.Single<BigDecimal> MAX_LST_DISCOUNT =
      Key.of(
          "max_lst_discount",
          FRACTION_BELOW_ONE,
          "0.05",
          "Largest discount of the LST on the DEX against the protocol's rate at which a staked"
              + " position is opened or grows.");

  public static final Key.Single<Long> MAX_PLANS_PER_MINUTE =
      Key.off(
          "max_plans_per_minute",
          new WholeType(1, 100_000),
          "Most plans a strategy starts within a minute. Never holds back a plan that lowers risk."
              + " null: 20.");

  private static final List<Key<?>> ALL =
      List.of(
          MODE,
          SHARE_CLASS,
          ASSET,
          DATA_TYPE,
          BORROWING_ENABLED,
          LENDING_ENABLED,
          STAKING_ENABLED,
          BASIS_TRADE_ENABLED,
          ML_ENABLED,
          LST_TYPE,
          STAKING_PROTOCOL,
          UNSTAKE_VIA,
          UNSTAKING_DELAY,
          STAKE_ALLOCATION,
          STAKE_REBALANCE_THRESHOLD,
          TARGET_LTV,
          MAX_LTV,
          FLASH_FEE_BPS,
          SWAP_SLIPPAGE_BPS,
          SLIPPAGE_BPS,
          POSITION_DEVIATION_THRESHOLD,
          MAX_DELTA_DRIFT,
          HEDGE_ALLOCATION,
          MARGIN_RESERVE,
          MARGIN_RATIO_MIN,
          MARGIN_RATIO_TARGET,
          MIN_MARGIN_RATIO,
          SIGNAL_GRANULARITY,
          CONFIDENCE_THRESHOLD,
          TAKE_PROFIT_SD,
          STOP_LOSS_SD,
          SD_FLOOR_BPS,
          SD_CAP_BPS,
          REBALANCE_ON_MATCH,
          RELEASE,
          DUST_MIN_NOTIONAL,
          GAS_RESERVE,
          MAX_AGE_PRICE,
          MAX_AGE_RISK,
          MAX_AGE_EXPOSURE,
          MAX_PRICE_JUMP,
          ORDER_TTL,
          GRACE,
          SETTLE_DELAY,
          BARRIER_TIMEOUT,
          COOLDOWN_INITIAL,
          COOLDOWN_MAX,
          MAX_ORDER_NOTIONAL,
          MAX_ORDER_TO_EQUITY,
          MAX_LEVERAGE,
          MAX_PLANS_PER_MINUTE,
          MAX_FILL_DEVIATION,
          MAX_ACCRUED_INTEREST,
          MAX_EQUITY_GAP,
          MAX_UNREALISED,
          MAX_BASIS,
          MAX_SPREAD,
          MAX_LST_DISCOUNT);

  /**
   * Keys that version 0.1.0 does not know. A canonical file leaves them out where they are at their
   * default, so that both versions can read what either applies during a rolling upgrade.
   */
  private static final Set<Key<?>> SINCE_0_1_0 =
      Set.of(
          MAX_ORDER_TO_EQUITY,
          MAX_LEVERAGE,
          MAX_FILL_DEVIATION,
          MAX_ACCRUED_INTEREST,
          MAX_EQUITY_GAP,
          MAX_UNREALISED,
          MAX_BASIS,
          MAX_SPREAD,
          MAX_LST_DISCOUNT);

  private ModeKeys() {}

  /** Whether a canonical file has a key though it is at its default. */
  static boolean isAlwaysWritten(Key<?> key) {
    return !SINCE_0_1_0.contains(key);
  }

  /** Every key, in the order of a canonical file. */
  public static List<Key<?>> all() {
    return ALL;
  }
}
