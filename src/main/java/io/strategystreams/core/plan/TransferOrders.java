package io.strategystreams.core.plan;

import static io.strategystreams.core.money.Decimals.ATOM;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Moves of a token between venues. ETH that leaves an exchange arrives in the wallet as WETH, WETH
 * that enters one as ETH.
 */
public final class TransferOrders {
  private final PlanDraft draft;

  public TransferOrders(PlanDraft draft) {
    this.draft = draft;
  }

  /**
   * TRANSFER {@code amount} of the holding at {@code from} to another venue; the token is what that
   * venue calls it.
   */
  public void move(Instrument from, Venue to, BigDecimal amount, Intent intent, Sizing sizing) {
    Token token = new Token(from.symbol());
    transfer(from, Instrument.base(to, arriving(token, to)), amount, intent, sizing);
  }

  /** TRANSFER wallet → wallet: ETH to WETH wraps, WETH to ETH unwraps. */
  public void wrap(Token from, Token to, BigDecimal amount, Intent intent) {
    transfer(
        Instrument.base(Venue.WALLET, from),
        Instrument.base(Venue.WALLET, to),
        amount,
        intent,
        Sizing.FOLLOWS);
  }

  private void transfer(
      Instrument from, Instrument to, BigDecimal amount, Intent intent, Sizing sizing) {
    Token out = new Token(from.symbol());
    Token in = new Token(to.symbol());
    draft.add(
        new OrderDraft(
                Operation.TRANSFER,
                Venue.WALLET,
                Quantity.of(amount, out),
                ATOM,
                BigDecimal.ZERO,
                intent)
            .tokens(out, in)
            .moving(from.venue(), out, to.venue(), in)
            .source(from, draft.present(from))
            .sizing(sizing)
            .deltas(Map.of(from, amount.negate(), to, amount))
            .build());
  }

  private static Token arriving(Token token, Venue to) {
    if (to.equals(Venue.WALLET)) {
      return token.equals(Token.ETH) ? Token.WETH : token;
    }
    return token.equals(Token.WETH) ? Token.ETH : token;
  }
}
