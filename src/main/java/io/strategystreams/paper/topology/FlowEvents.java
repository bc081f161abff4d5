package io.strategystreams.paper.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.PaperFlowKind;
import io.strategystreams.events.PaperMarginScope;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.MarginScope;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Flows as events and as the rules read them. */
public final class FlowEvents {
  private static final Instrument GAS_TANK = Instrument.base(Venue.WALLET, Token.ETH);

  private FlowEvents() {}

  /**
   * @throws IllegalArgumentException naming strategy, field and value, if the event lacks what its
   *     kind needs or says what is not allowed
   */
  public static Flow read(PaperFlow event) {
    String id = event.getStrategyId();
    Instant at = event.getEventTime();
    try {
      return switch (event.getKind()) {
        case OPEN -> open(event);
        case DEPOSIT -> new Flow.Deposit(id, instrument(event), positive(event), at);
        case WITHDRAW ->
            new Flow.Withdraw(id, event.getAmount() == null ? null : positive(event), at);
        case PAID ->
            new Flow.Paid(
                id,
                instrument(event),
                notNegative("amount", event.getAmount()),
                event.getSettles(),
                at);
        case FUNDING ->
            new Flow.Funding(
                id,
                Instrument.parse(present("perp", event.getPerp())),
                instrument(event),
                notZero(event),
                at);
        case LENDING_INTEREST ->
            new Flow.LendingInterest(id, instrument(event), notZero(event), at);
        case BORROW_INTEREST -> new Flow.BorrowInterest(id, instrument(event), notZero(event), at);
        case GAS -> gas(event);
        case REWARD -> reward(event);
        case DUST -> {
          Instrument instrument = instrument(event);
          yield new Flow.Dust(id, instrument, new Token(instrument.symbol()), positive(event), at);
        }
        case RISK_OVERRIDE -> new Flow.RiskOverride(id, duration(event), at);
        case EQUITY_FRACTION -> new Flow.EquityFraction(id, fraction(event), at);
        case TARGET_LTV -> new Flow.TargetLtv(id, fraction(event), at);
        case REJECT_NEXT -> new Flow.RejectNext(id, count(event), at);
        case PARTIAL_NEXT -> new Flow.PartialNext(id, count(event), at);
        case UNKNOWN ->
            throw new IllegalArgumentException("kind must be one known here, was UNKNOWN");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "paper flow " + event.getKind() + " of strategy " + id + ": " + e.getMessage(), e);
    }
  }

  /** What is wrong with a flow: of the contract, and what its kind needs. */
  static List<String> violations(String key, PaperFlow event) {
    List<String> violations = ContractRules.violations(key, event);
    if (!violations.isEmpty()) {
      return violations;
    }
    try {
      read(event);
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(e.getMessage());
    }
  }

  /** A payment as the executor tells it. */
  public static PaperFlow written(Flow.Paid paid) {
    return PaperFlow.newBuilder()
        .setStrategyId(paid.strategyId())
        .setKind(PaperFlowKind.PAID)
        .setInstrument(paid.instrument().toString())
        .setAmount(paid.amount())
        .setSettles(paid.settles())
        .setEventTime(paid.eventTime())
        .build();
  }

  /** What a reward brought. */
  static PaperFlow written(Flow.Dust dust) {
    return PaperFlow.newBuilder()
        .setStrategyId(dust.strategyId())
        .setKind(PaperFlowKind.DUST)
        .setInstrument(dust.instrument().toString())
        .setAmount(dust.amount())
        .setEventTime(dust.eventTime())
        .build();
  }

  /** What the executor did by itself, as it tells it. */
  static PaperFlow written(Flow.Told told) {
    if (told instanceof Flow.Paid paid) {
      return written(paid);
    }
    PaperFlow.Builder flow =
        PaperFlow.newBuilder().setStrategyId(told.strategyId()).setEventTime(told.eventTime());
    if (told instanceof Flow.Funding funding) {
      return flow.setKind(PaperFlowKind.FUNDING)
          .setPerp(funding.perp().toString())
          .setInstrument(funding.settlement().toString())
          .setAmount(funding.amount())
          .build();
    }
    if (told instanceof Flow.LendingInterest interest) {
      return flow.setKind(PaperFlowKind.LENDING_INTEREST)
          .setInstrument(interest.aToken().toString())
          .setAmount(interest.amount())
          .build();
    }
    if (told instanceof Flow.BorrowInterest interest) {
      return flow.setKind(PaperFlowKind.BORROW_INTEREST)
          .setInstrument(interest.debtToken().toString())
          .setAmount(interest.amount())
          .build();
    }
    Flow.Gas gas = (Flow.Gas) told;
    return flow.setKind(PaperFlowKind.GAS)
        .setInstrument(GAS_TANK.toString())
        .setAmount(gas.amount())
        .build();
  }

  private static Flow gas(PaperFlow event) {
    if (!instrument(event).equals(GAS_TANK)) {
      throw new IllegalArgumentException(
          "instrument must be " + GAS_TANK + ", was " + event.getInstrument());
    }
    return new Flow.Gas(event.getStrategyId(), positive(event), event.getEventTime());
  }

  private static Flow reward(PaperFlow event) {
    Instant from = present("period_start", event.getPeriodStart());
    Instant to = present("period_end", event.getPeriodEnd());
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "period_end must be after the period_start " + from + ", was " + to);
    }
    return new Flow.Reward(
        event.getStrategyId(),
        instrument(event),
        new Token(present("lst", event.getLst())),
        positive(event),
        from,
        to,
        event.getEventTime());
  }

  private static Flow open(PaperFlow event) {
    Mode mode = Mode.of(present("mode", event.getMode()));
    StrategyProfile profile =
        new StrategyProfile(
            event.getStrategyId(),
            mode,
            new Token(present("share_class", event.getShareClass())),
            event.getHome() == null ? StrategyProfile.homeOf(mode) : new Venue(event.getHome()),
            event.getMarginScope() == null
                ? StrategyProfile.marginScopeOf(mode)
                : scope(event.getMarginScope()));
    return new Flow.Open(
        event.getStrategyId(),
        profile,
        instrument(event),
        notNegative("amount", event.getAmount()),
        event.getEventTime());
  }

  private static MarginScope scope(PaperMarginScope scope) {
    return switch (scope) {
      case VENUE -> MarginScope.VENUE;
      case PORTFOLIO -> MarginScope.PORTFOLIO;
      case UNKNOWN ->
          throw new IllegalArgumentException("margin_scope must be one known here, was UNKNOWN");
    };
  }

  private static Instrument instrument(PaperFlow event) {
    return Instrument.parse(present("instrument", event.getInstrument()));
  }

  private static BigDecimal positive(PaperFlow event) {
    BigDecimal amount = present("amount", event.getAmount());
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("amount must be above 0, was " + amount.toPlainString());
    }
    return amount;
  }

  private static BigDecimal notZero(PaperFlow event) {
    BigDecimal amount = present("amount", event.getAmount());
    if (amount.signum() == 0) {
      throw new IllegalArgumentException("amount must not be 0");
    }
    return amount;
  }

  private static BigDecimal notNegative(String field, BigDecimal value) {
    BigDecimal amount = present(field, value);
    if (amount.signum() < 0) {
      throw new IllegalArgumentException(
          field + " must not be negative, was " + amount.toPlainString());
    }
    return amount;
  }

  private static Duration duration(PaperFlow event) {
    long millis = present("duration_ms", event.getDurationMs());
    if (millis <= 0) {
      throw new IllegalArgumentException("duration_ms must be above 0, was " + millis);
    }
    return Duration.ofMillis(millis);
  }

  private static BigDecimal fraction(PaperFlow event) {
    Double fraction = event.getFraction();
    if (fraction == null) {
      return null;
    }
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be within 0..1, was " + fraction);
    }
    return BigDecimal.valueOf(fraction);
  }

  private static int count(PaperFlow event) {
    int count = present("count", event.getCount());
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, was " + count);
    }
    return count;
  }

  private static <T> T present(String field, T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is needed, was null");
    }
    return value;
  }
}
