package io.strategystreams.core.mode;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mode file as the core reads it: validated, ratios as exact decimals (fractions, never percent
 * or basis points). The keys are named at each part.
 *
 * @param shareClass {@code share_class}
 * @param asset {@code asset}
 */
public record StrategyParameters(
    Mode mode,
    Token shareClass,
    Token asset,
    Staking staking,
    Leverage leverage,
    Hedge hedge,
    SignalRules signal,
    Trading trading,
    Freshness freshness,
    Pace pace,
    Limits limits,
    Plausibility plausibility) {
  private static final BigDecimal WIDENED = new BigDecimal("1.25");

  /**
   * @param lst {@code lst_type}: weETH or wstETH
   * @param protocol {@code staking_protocol}: etherfi or lido
   * @param allocation {@code stake_allocation_percentage}, the fraction a of equity that is staked
   *     (hedged modes), 0..1
   * @param rebalanceThreshold {@code stake_rebalance_threshold}, hedged modes
   * @param unstakeVia {@code unstake_via}
   */
  public record Staking(
      Token lst,
      Venue protocol,
      BigDecimal allocation,
      BigDecimal rebalanceThreshold,
      UnstakeVia unstakeVia) {}

  /** The same with another LST, issued by {@code protocol}. */
  public StrategyParameters withLst(Token lst, Venue protocol) {
    Staking other =
        new Staking(
            lst,
            protocol,
            staking.allocation(),
            staking.rebalanceThreshold(),
            staking.unstakeVia());
    return new StrategyParameters(
        mode,
        shareClass,
        asset,
        other,
        leverage,
        hedge,
        signal,
        trading,
        freshness,
        pace,
        limits,
        plausibility);
  }

  /**
   * @param targetLtv {@code target_ltv}
   * @param maxLtv {@code max_ltv}
   * @param flashFee {@code flash_fee_bps} as a fraction
   */
  public record Leverage(BigDecimal targetLtv, BigDecimal maxLtv, BigDecimal flashFee) {}

  /**
   * @param allocation {@code hedge_allocation}: fraction by venue, sums to 1, zero shares left out
   * @param maxDeltaDrift {@code max_delta_drift}
   * @param marginReserve {@code margin_reserve}, μ (basis modes)
   * @param marginRatioMin {@code margin_ratio_min}
   * @param marginRatioTarget {@code margin_ratio_target}
   */
  public record Hedge(
      SortedMap<Venue, BigDecimal> allocation,
      BigDecimal maxDeltaDrift,
      BigDecimal marginReserve,
      BigDecimal marginRatioMin,
      BigDecimal marginRatioTarget) {
    public Hedge {
      allocation = Collections.unmodifiableSortedMap(new TreeMap<>(allocation));
    }
  }

  /**
   * @param granularity {@code signal_granularity} as written ({@code 5min}, {@code 1h})
   * @param confidenceThreshold {@code confidence_threshold}; a signal counts strictly above it
   * @param takeProfitSd {@code take_profit_sd}, in standard deviations
   * @param stopLossSd {@code stop_loss_sd}, in standard deviations
   * @param sdFloor {@code sd_floor_bps} as a fraction
   * @param sdCap {@code sd_cap_bps} as a fraction
   * @param rebalanceOnMatch {@code rebalance_on_match}
   */
  public record SignalRules(
      String granularity,
      double confidenceThreshold,
      BigDecimal takeProfitSd,
      BigDecimal stopLossSd,
      BigDecimal sdFloor,
      BigDecimal sdCap,
      boolean rebalanceOnMatch) {}

  /**
   * @param deviationThreshold {@code position_deviation_threshold}, θ
   * @param slippage {@code slippage_bps} as a fraction, spot and perps
   * @param swapSlippage {@code swap_slippage_bps} as a fraction, s
   * @param dustMinNotional {@code dust.min_notional}, USD
   * @param gasReserve {@code gas_reserve}, ETH in the wallet that is neither idle nor dust
   */
  public record Trading(
      BigDecimal deviationThreshold,
      BigDecimal slippage,
      BigDecimal swapSlippage,
      BigDecimal dustMinNotional,
      BigDecimal gasReserve) {}

  /** {@code max_age.price}, {@code max_age.risk}, {@code max_age.exposure}. */
  public record Freshness(Duration price, Duration risk, Duration exposure) {}

  /**
   * @param orderTtl {@code order_ttl}: an order lives that long
   * @param grace {@code grace}: how long after {@code expires_at} a terminal report may still come
   * @param settleDelay {@code settle_delay}
   * @param barrierTimeout {@code barrier_timeout}
   * @param cooldownInitial {@code cooldown.initial}, doubled by each abandoned plan
   * @param cooldownMax {@code cooldown.max}
   * @param unstakingDelay {@code unstaking_delay}: how long an accepted unstake may queue before
   *     its orders are late
   * @param maxPriceJump {@code max_price_jump}, fraction
   * @param maxPlansPerMinute {@code max_plans_per_minute}
   * @param release {@code release}
   */
  public record Pace(
      Duration orderTtl,
      Duration grace,
      Duration settleDelay,
      Duration barrierTimeout,
      Duration cooldownInitial,
      Duration cooldownMax,
      Duration unstakingDelay,
      BigDecimal maxPriceJump,
      int maxPlansPerMinute,
      Release release) {}

  /**
   * What no order and no plan may exceed.
   *
   * @param orderNotional {@code max_order_notional}, USD, null for none
   * @param orderToEquity {@code max_order_to_equity}, a multiple of equity, null for the one that
   *     follows from {@code max_ltv}
   * @param leverage {@code max_leverage}, a multiple of equity, null for the one that follows from
   *     {@code max_ltv}
   */
  public record Limits(BigDecimal orderNotional, BigDecimal orderToEquity, BigDecimal leverage) {
    public Optional<BigDecimal> orderNotionalLimit() {
      return Optional.ofNullable(orderNotional);
    }
  }

  /** Largest order, as a multiple of equity. */
  public BigDecimal maxOrderToEquity() {
    return limits.orderToEquity() == null ? widestCollateral() : limits.orderToEquity();
  }

  /** Largest gross exposure after a plan, as a multiple of equity. */
  public BigDecimal maxLeverage() {
    return limits.leverage() == null ? BigDecimal.ONE.add(widestCollateral()) : limits.leverage();
  }

  /** Collateral per equity at the largest LTV, 1/(1 − max_ltv), and a quarter more. */
  private BigDecimal widestCollateral() {
    return Decimals.divide(WIDENED, BigDecimal.ONE.subtract(leverage.maxLtv()));
  }

  /**
   * How far inputs may differ from each other and from what was ordered.
   *
   * @param fillDeviation {@code max_fill_deviation}, relative
   * @param accruedInterest {@code max_accrued_interest}, relative
   * @param equityGap {@code max_equity_gap}, of what is held and owed
   * @param unrealised {@code max_unrealised}, of the perpetuals' notional
   * @param basis {@code max_basis}, relative
   * @param spread {@code max_spread}, relative
   * @param lstDiscount {@code max_lst_discount}, relative
   */
  public record Plausibility(
      BigDecimal fillDeviation,
      BigDecimal accruedInterest,
      BigDecimal equityGap,
      BigDecimal unrealised,
      BigDecimal basis,
      BigDecimal spread,
      BigDecimal lstDiscount) {}
}
