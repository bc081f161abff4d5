package io.strategystreams.contract;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Report;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Price;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.StrategyControl;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Events as the core reads them. A {@code double} becomes the decimal that its shortest text says
 * ({@link BigDecimal#valueOf(double)}).
 *
 * <p>Each method expects an event in which {@link ContractRules} found nothing wrong.
 *
 * @see OrderWriter the way back
 */
public final class EventReader {
  /** Far above what is ever counted, far below where counting on would overflow. */
  public static final long LARGEST_REVISION = 1_000_000_000_000_000L;

  /** What of a control's reason and author is kept with the state. */
  private static final int LONGEST_REASON = 1000;

  private EventReader() {}

  /**
   * @throws IllegalArgumentException if the market or the price breaks the contract
   */
  public static Quote quote(Price price) {
    return new Quote(
        Market.parse(price.getMarket()),
        price.getPrice(),
        price.getBid(),
        price.getAsk(),
        price.getFundingRate(),
        price.getEventTime());
  }

  /**
   * @throws IllegalArgumentException if the confidence is not within 0..1
   */
  public static Prediction prediction(MlPrediction prediction) {
    return new Prediction(
        prediction.getAsset(),
        signal(prediction.getSignal()),
        prediction.getConfidence(),
        prediction.getSd(),
        prediction.getGranularity(),
        prediction.getEventTime());
  }

  /**
   * @throws IllegalArgumentException if an instrument is not {@code venue:position_type:symbol} or
   *     the withdrawal is negative
   */
  public static Exposure exposure(io.strategystreams.events.Exposure exposure) {
    return new Exposure(
        exposure.getStrategyId(),
        new Token(exposure.getShareClass()),
        exposure.getTotalExposure(),
        Positions.of(byInstrument(exposure.getPositions())),
        byToken(exposure.getDustTokens()),
        exposure.getUnrealisedPnl() == null ? null : byInstrument(exposure.getUnrealisedPnl()),
        new Withdrawal(exposure.getWithdrawalRequested(), exposure.getWithdrawalAmount()),
        exposure.getLastReportOffset(),
        exposure.getEventTime());
  }

  public static RiskAssessment risk(io.strategystreams.events.RiskAssessment risk) {
    SortedMap<String, BigDecimal> ratios = new TreeMap<>();
    risk.getMarginRatios().forEach((scope, ratio) -> ratios.put(scope, decimal(ratio)));
    return new RiskAssessment(
        risk.getStrategyId(),
        risk.getRiskOverride(),
        decimal(risk.getMaxEquityFraction()),
        decimal(risk.getTargetLtv()),
        ratios,
        risk.getEventTime());
  }

  /**
   * @param offset where the report lies in its partition of {@code execution-reports}
   * @throws IllegalArgumentException if an instrument is not {@code venue:position_type:symbol}
   */
  public static Report report(ExecutionReport report, long offset) {
    return new Report(
        report.getOrderId(),
        report.getPlanId(),
        status(report.getStatus()),
        report.getFilledAmount(),
        report.getFee(),
        report.getFeeToken() == null ? null : new Token(report.getFeeToken()),
        byInstrument(report.getDeltas()),
        report.getClosesOrderId(),
        kept(report.getReason()),
        offset,
        report.getEventTime());
  }

  /** What was said, and when; a revision that no author counts up to is none. */
  public static Control control(StrategyControl control) {
    Long revision = control.getRevision();
    boolean counts = revision != null && revision >= 1 && revision <= LARGEST_REVISION;
    return new Control(
        state(control),
        counts ? revision : null,
        control.getEventTime(),
        shortened(control.getReason()),
        shortened(control.getAuthor()));
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_REASON));
  }

  /** It ends in decisions; a venue's answer may be a page. */
  private static String kept(String reason) {
    return reason == null || reason.length() <= Sizes.REASON_CHARACTERS
        ? reason
        : reason.substring(0, Sizes.REASON_CHARACTERS) + "…";
  }

  /** UNKNOWN acts as HALTED. */
  private static ControlState state(StrategyControl control) {
    return switch (control.getState()) {
      case ACTIVE -> ControlState.ACTIVE;
      case REDUCE_ONLY -> ControlState.REDUCE_ONLY;
      case UNKNOWN, HALTED -> ControlState.HALTED;
      case RETIRED -> ControlState.RETIRED;
    };
  }

  private static Signal signal(io.strategystreams.events.Signal signal) {
    return switch (signal) {
      case UNKNOWN -> Signal.UNKNOWN;
      case NEUTRAL -> Signal.NEUTRAL;
      case SWING_LOW_BREAKOUT -> Signal.SWING_LOW_BREAKOUT;
      case SWING_HIGH_BREAKOUT -> Signal.SWING_HIGH_BREAKOUT;
      case SWING_HIGH_REVERSAL -> Signal.SWING_HIGH_REVERSAL;
      case SWING_LOW_NEUTRAL -> Signal.SWING_LOW_NEUTRAL;
    };
  }

  private static OrderStatus status(ReportStatus status) {
    return switch (status) {
      case UNKNOWN -> null;
      case ACCEPTED -> OrderStatus.ACCEPTED;
      case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
      case FILLED -> OrderStatus.FILLED;
      case REJECTED -> OrderStatus.REJECTED;
      case CANCELLED -> OrderStatus.CANCELLED;
      case EXPIRED -> OrderStatus.EXPIRED;
      case LIQUIDATED -> OrderStatus.LIQUIDATED;
    };
  }

  private static SortedMap<Instrument, BigDecimal> byInstrument(Map<String, BigDecimal> amounts) {
    SortedMap<Instrument, BigDecimal> sorted = new TreeMap<>();
    amounts.forEach((instrument, amount) -> sorted.put(Instrument.parse(instrument), amount));
    return sorted;
  }

  private static SortedMap<Token, BigDecimal> byToken(Map<String, BigDecimal> amounts) {
    SortedMap<Token, BigDecimal> sorted = new TreeMap<>();
    amounts.forEach((token, amount) -> sorted.put(new Token(token), amount));
    return sorted;
  }

  private static BigDecimal decimal(Double value) {
    return value == null ? null : BigDecimal.valueOf(value);
  }
}
