package io.strategystreams.core.strategy;

/** Why an evaluation ended as it did; every evaluation ends in exactly one. */
public enum Reason {
  /** No leg is open and there is equity to invest (entry_full). */
  NO_POSITION,
  /** A leg lies below its target by more than its threshold, or idle funds can raise it. */
  BELOW_TARGET,
  /** A leg lies above its target by more than its threshold. */
  ABOVE_TARGET,
  /** Assets of the strategy lie idle outside every leg and are freed into the share class. */
  IDLE_ASSETS,
  /** The neutral book's net exposure passed max_delta_drift, or its hedge is out of line. */
  DELTA_DRIFT,
  /** Share class that an exit or withdrawal needs lies away from home and is brought there. */
  AWAY_FROM_HOME,
  /** The risk monitor ordered everything out (exit_full). */
  RISK_OVERRIDE,
  /** The whole equity was asked back (exit_full). */
  WITHDRAWAL_FULL,
  /** Part of the equity was asked back and is being freed. */
  WITHDRAWAL_PARTIAL,
  /** Debt is above what the target LTV allows; deleveraging. */
  LTV_ABOVE_TARGET,
  /** Debt is below what the target LTV allows; levering up. */
  LTV_BELOW_TARGET,
  /**
   * A venue's margin ratio fell below margin_ratio_min and is topped up from venues above target.
   */
  MARGIN_TOP_UP,
  /** All venues together lack margin; both legs shrink until margin_ratio_target. */
  MARGIN_SHRINK,
  /** A prediction opens a position. */
  SIGNAL_OPENED,
  /** A prediction turns the position round. */
  SIGNAL_FLIPPED,
  /** A prediction closes the position. */
  SIGNAL_FLAT,
  /** The signal matches the position, whose size is brought to target (rebalance_on_match). */
  SIGNAL_RESIZED,
  /** A dust token is worth more than dust.min_notional and is sold. */
  DUST_SOLD,
  /** Every order of the step before was filled, the next step is released. */
  STEP_RELEASED,
  /** Every step of the plan was filled. */
  PLAN_COMPLETED,
  /** An order was rejected, cancelled or expired, or a dependent step fell below its lot. */
  PLAN_ABANDONED,
  /** An override, an exit, a control or newer targets overtook the plan. */
  PLAN_SUPERSEDED,
  /** An order's fate stayed unknown until a provably later exposure showed the book. */
  PLAN_TIMED_OUT,
  /** An order has no terminal report by its deadline; nothing is sent again. */
  PLAN_UNCERTAIN,
  /** Only accepted unstakes are left; the plan waits for the protocol's queue. */
  PLAN_QUEUED,
  /** Every leg is within its threshold. */
  ON_TARGET,
  /** A leg is out of line by less than a lot or the minimum notional. */
  BELOW_MINIMUM,
  /** A leg should grow but what can be deployed is below a lot or the minimum notional. */
  INSUFFICIENT_FUNDS,
  /** Nothing is held and nothing is there to invest. */
  NO_EQUITY,
  /** No prediction for the asset was seen. */
  HOLD_NO_PREDICTION,
  /** The prediction's confidence is not above confidence_threshold. */
  HOLD_LOW_CONFIDENCE,
  /** The prediction is older than two of its granularities. */
  HOLD_PREDICTION_STALE,
  /** The prediction's granularity is not signal_granularity. */
  HOLD_GRANULARITY,
  /** The signal names no direction. */
  HOLD_SIGNAL_NEUTRAL,
  /** The prediction was acted on before; a closed position is not re-entered on it. */
  HOLD_PREDICTION_USED,
  /** The signal's direction is the position's. */
  SIGNAL_MATCHES_POSITION,
  /** A price that the evaluation needs was never seen. */
  PRICE_MISSING,
  /** A price that growth needs is older than max_age.price. */
  PRICE_STALE,
  /** Growth needs a risk assessment and none was seen. */
  RISK_MISSING,
  /** Growth needs a risk assessment younger than max_age.risk. */
  RISK_STALE,
  /** No exposure was seen yet. */
  EXPOSURE_MISSING,
  /** The exposure is older than max_age.exposure. */
  EXPOSURE_STALE,
  /** The exposure is in another share class than the configuration. */
  SHARE_CLASS_MISMATCH,
  /** The debt cannot be repaid from its collateral at present prices and costs. */
  UNDERWATER,
  /** No configuration is known for the strategy. */
  NOT_CONFIGURED,
  /** This version of the application does not accept the configuration that is stored. */
  CONFIGURATION_REFUSED,
  /** The control state lets nothing out. */
  HALTED,
  /** The control state lets out only plans after which the book's risk is lower. */
  REDUCE_ONLY_REFUSED,
  /** The strategy was retired. */
  RETIRED,
  /** A plan is open and goes on; no other starts. */
  PLAN_OPEN,
  /** The exposure does not yet include the last reports. */
  BARRIER_WAITING,
  /** No exposure that includes the last reports came within barrier_timeout (alarm). */
  BARRIER_TIMED_OUT,
  /** An abandoned plan delays the next one. */
  COOLING_DOWN,
  /** A price moved by more than max_price_jump and was not yet confirmed. */
  PRICE_JUMPED,
  /** A market's bid is above its ask. */
  PRICE_CROSSED,
  /** An order is not a multiple of its lot or is below the minimum notional. */
  LOT_OR_MINIMUM,
  /** An order is larger than max_order_notional. */
  MAX_NOTIONAL_EXCEEDED,
  /** More plans started within a minute than max_plans_per_minute. */
  PLAN_RATE_EXCEEDED,
  /** The plan would leave the LTV above max_ltv. */
  LTV_LIMIT,
  /** A report came for a plan that was closed; the barrier is raised again (alarm). */
  LATE_REPORT,
  /** A report contradicts what an earlier one settled (alarm). */
  CONTRADICTORY_REPORT,
  /** The halt left a leg of the neutral book without its hedge (alarm). */
  HALT_LEAVES_UNHEDGED,
  /**
   * The venue closed a position by itself: a take profit, a stop loss, or a liquidation (alarm);
   * the barrier is raised.
   */
  CLOSED_BY_VENUE,
  /** The plan would leave the book's gross exposure above max_leverage times the equity. */
  LEVERAGE_LIMIT,
  /** Two markets of the asset that growth relies on differ by more than max_basis. */
  BASIS_LIMIT,
  /**
   * A market's price is outside its bid and ask, or those are further apart, by more than
   * max_spread.
   */
  SPREAD_LIMIT,
  /** The DEX pays for the LST less than the protocol's rate by more than max_lst_discount. */
  LST_DISCOUNT_LIMIT,
  /** Growth waits until an order whose end is in doubt can do nothing more. */
  GROWTH_HELD,
  /**
   * Total_exposure and the value of the positions differ by more than max_equity_gap explains;
   * growth stops (alarm).
   */
  EQUITY_IMPLAUSIBLE,
  /** The exposure names a report that was not read within barrier_timeout (alarm). */
  EXPOSURE_AHEAD,
  /**
   * The exposure claims to include fills that its positions do not show; it is not acted on
   * (alarm).
   */
  EXPOSURE_CONTRADICTS_FILLS,
  /** A report contradicts its order: amount, plan or instruments; the plan stops (alarm). */
  REPORT_CONTRADICTS_ORDER,
  /** A later step would exceed what its plan and its limits allow; the plan stops (alarm). */
  RELEASE_REFUSED,
  /**
   * The engine failed on the strategy; growth stops, hedges, exits and reports go on until resume
   * (alarm).
   */
  QUARANTINED;

  /**
   * Whether it holds back what the strategy would otherwise do. A late report does not: it tells
   * what an order of a superseded plan brought after all, as an unstake that had been queued.
   */
  public boolean isRefusal() {
    return switch (this) {
      case BELOW_MINIMUM,
          INSUFFICIENT_FUNDS,
          PRICE_MISSING,
          PRICE_STALE,
          RISK_MISSING,
          RISK_STALE,
          EXPOSURE_MISSING,
          EXPOSURE_STALE,
          SHARE_CLASS_MISMATCH,
          UNDERWATER,
          NOT_CONFIGURED,
          CONFIGURATION_REFUSED,
          HALTED,
          REDUCE_ONLY_REFUSED,
          RETIRED,
          BARRIER_TIMED_OUT,
          COOLING_DOWN,
          PRICE_JUMPED,
          PRICE_CROSSED,
          LOT_OR_MINIMUM,
          MAX_NOTIONAL_EXCEEDED,
          PLAN_RATE_EXCEEDED,
          LTV_LIMIT,
          CONTRADICTORY_REPORT,
          HALT_LEAVES_UNHEDGED,
          LEVERAGE_LIMIT,
          BASIS_LIMIT,
          SPREAD_LIMIT,
          LST_DISCOUNT_LIMIT,
          GROWTH_HELD,
          EQUITY_IMPLAUSIBLE,
          EXPOSURE_AHEAD,
          EXPOSURE_CONTRADICTS_FILLS,
          REPORT_CONTRADICTS_ORDER,
          RELEASE_REFUSED,
          QUARANTINED ->
          true;
      case NO_POSITION,
          BELOW_TARGET,
          ABOVE_TARGET,
          IDLE_ASSETS,
          DELTA_DRIFT,
          AWAY_FROM_HOME,
          RISK_OVERRIDE,
          WITHDRAWAL_FULL,
          WITHDRAWAL_PARTIAL,
          LTV_ABOVE_TARGET,
          LTV_BELOW_TARGET,
          MARGIN_TOP_UP,
          MARGIN_SHRINK,
          SIGNAL_OPENED,
          SIGNAL_FLIPPED,
          SIGNAL_FLAT,
          SIGNAL_RESIZED,
          DUST_SOLD,
          STEP_RELEASED,
          PLAN_COMPLETED,
          PLAN_ABANDONED,
          PLAN_SUPERSEDED,
          PLAN_TIMED_OUT,
          PLAN_UNCERTAIN,
          PLAN_QUEUED,
          ON_TARGET,
          NO_EQUITY,
          HOLD_NO_PREDICTION,
          HOLD_LOW_CONFIDENCE,
          HOLD_PREDICTION_STALE,
          HOLD_GRANULARITY,
          HOLD_SIGNAL_NEUTRAL,
          HOLD_PREDICTION_USED,
          SIGNAL_MATCHES_POSITION,
          PLAN_OPEN,
          BARRIER_WAITING,
          LATE_REPORT,
          CLOSED_BY_VENUE ->
          false;
    };
  }
}
