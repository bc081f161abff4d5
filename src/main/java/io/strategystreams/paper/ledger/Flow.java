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

  /**
   * What the executor did to an account by itself and tells the other ledgers. It takes effect
   * there once the time has passed its own.
   */
  sealed interface Told extends Flow {}

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
      implements Told {}

  /**
   * Funding of a perp.
   *
   * @param perp the position it was paid on
   * @param settlement the balance it was booked on
   * @param amount in the settlement balance's unit; positive: received
   */
  record Funding(
      String strategyId,
      Instrument perp,
      Instrument settlement,
      BigDecimal amount,
      Instant eventTime)
      implements Told {}

  /**
   * A balance supplied grew with its index.
   *
   * @param amount in the underlying's unit; below 0 where an index was taken back
   */
  record LendingInterest(String strategyId, Instrument aToken, BigDecimal amount, Instant eventTime)
      implements Told {}

  /**
   * A debt grew with its index.
   *
   * @param amount in the underlying's unit; below 0 where an index was taken back
   */
  record BorrowInterest(
      String strategyId, Instrument debtToken, BigDecimal amount, Instant eventTime)
      implements Told {}

  /**
   * A transaction burnt gas, out of a tank that is no part of the account: a cost that moves no
   * ledger.
   *
   * @param amount ETH, above 0
   */
  record Gas(String strategyId, BigDecimal amount, Instant eventTime) implements Told {}

  /**
   * A protocol rewards those who held its LST. The executor answers with a {@link Dust}.
   *
   * @param reward where the reward arrives
   * @param lst whose holders are paid, supplied as collateral or not
   * @param perUnit reward tokens for a unit of ETH staked through the whole period
   * @param from beginning of the period
   * @param to its end, later
   */
  record Reward(
      String strategyId,
      Instrument reward,
      Token lst,
      BigDecimal perUnit,
      Instant from,
      Instant to,
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
