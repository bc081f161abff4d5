package io.strategystreams.paper.exchange;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Places;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * Aave: SUPPLY and WITHDRAW move a token one to one into and out of its aToken, BORROW and REPAY
 * move WETH against its debt token. Whether the loan stands afterwards is {@link Solvency}'s
 * question.
 */
final class LendingPool {
  /** A debt is repaid rounded up: so much more than is owed may be offered, a fraction. */
  private static final BigDecimal OVERPAYMENT = new BigDecimal("0.001");

  Fill supply(PaperOrder order, Counter counter) {
    Token token = token(order, order.tokenIn(), "token_in");
    Instrument from = Places.onChain(token);
    BigDecimal amount = counter.spend(order, from, order.amount().value());
    return moved(amount, from, Instrument.aToken(token));
  }

  Fill withdraw(PaperOrder order, Counter counter) {
    Token token = token(order, order.tokenOut(), "token_out");
    Instrument from = Instrument.aToken(token);
    BigDecimal amount = counter.spend(order, from, order.amount().value());
    return moved(amount, from, Places.onChain(token));
  }

  Fill borrow(PaperOrder order) {
    Token token = token(order, order.tokenOut(), "token_out");
    BigDecimal amount = order.amount().value();
    return Fill.of(
        amount,
        new TreeMap<>(
            Map.of(
                Instrument.debtToken(token), amount,
                Instrument.base(Venue.WALLET, token), amount)));
  }

  Fill repay(PaperOrder order, Counter counter) {
    Token token = token(order, order.tokenIn(), "token_in");
    Instrument debt = Instrument.debtToken(token);
    Instrument wallet = Instrument.base(Venue.WALLET, token);
    BigDecimal owed = counter.ledger().amount(debt);
    BigDecimal offered = counter.spend(order, wallet, order.amount().value());
    Refusal.unless(
        offered.compareTo(owed.multiply(BigDecimal.ONE.add(OVERPAYMENT))) <= 0,
        "the repayment must not exceed the debt "
            + Decimals.plain(owed)
            + ", was "
            + Decimals.plain(offered));
    BigDecimal amount = offered.min(owed);
    return Fill.of(amount, new TreeMap<>(Map.of(debt, amount.negate(), wallet, amount.negate())));
  }

  private static Fill moved(BigDecimal amount, Instrument from, Instrument to) {
    return Fill.of(amount, new TreeMap<>(Map.of(from, amount.negate(), to, amount)));
  }

  private static Token token(PaperOrder order, Token token, String field) {
    Refusal.unless(order.venue().equals(Venue.AAVE), "lends at aave_v3 only, was " + order.venue());
    Refusal.unless(token != null, order.operation() + " needs " + field + ", was null");
    Refusal.unless(
        token.equals(order.amount().token()),
        order.operation() + " counts in " + token + ", was " + order.amount().token());
    return token;
  }
}
