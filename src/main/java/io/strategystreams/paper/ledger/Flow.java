package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** What comes to a strategy's paper account other than by its orders. */
public sealed interface Flow {
  String strategyId();

  Instant eventTime();

  /** The account is opened with a first deposit. */
  record Open(
      String strategyId,
      StrategyProfile profile,
      Instrument instrument,
      BigDecimal amount,
      Instant eventTime)
      implements Flow {}

  /** Something is paid in. */
  record Deposit(String strategyId, Instrument instrument, BigDecimal amount, Instant eventTime)
      implements Flow {}

  /**
   * Something is asked back.
   *
   * @param amount share class units, null for everything
   */
  record Withdraw(String strategyId, BigDecimal amount, Instant eventTime) implements Flow {}

  /**
   * The executor paid out (part of) what was asked back.
   *
   * @param settles whether nothing of the request is left to be paid
   */
  record Paid(
      String strategyId,
      Instrument instrument,
      BigDecimal amount,
      boolean settles,
      Instant eventTime)
      implements Flow {}

  /** A token comes in as dust: an airdrop, a reward. */
  record Dust(
      String strategyId, Instrument instrument, Token token, BigDecimal amount, Instant eventTime)
      implements Flow {}

  /** The risk monitor orders everything out for a while. */
  record RiskOverride(String strategyId, Duration duration, Instant eventTime) implements Flow {}

  /**
   * The risk monitor limits the equity at work.
   *
   * @param fraction φ, 0..1, null lifts the limit
   */
  record EquityFraction(String strategyId, BigDecimal fraction, Instant eventTime)
      implements Flow {}

  /**
   * The risk monitor asks for a loan to value.
   *
   * @param ltv 0..1, null asks for none
   */
  record TargetLtv(String strategyId, BigDecimal ltv, Instant eventTime) implements Flow {}

  /** The next {@code count} orders (an atomic group is one) are rejected by the venue. */
  record RejectNext(String strategyId, int count, Instant eventTime) implements Flow {}

  /** The next {@code count} trades that can be are filled in two parts. */
  record PartialNext(String strategyId, int count, Instant eventTime) implements Flow {}
}
