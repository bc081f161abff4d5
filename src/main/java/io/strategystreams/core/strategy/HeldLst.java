package io.strategystreams.core.strategy;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A changed {@code lst_type} takes effect once nothing is left of the old LST: until then the
 * strategy goes on with the one that the book holds, which it can value, hedge and free. If the
 * book holds both, the one it holds more of counts: what a stranger sends must not take the hedge
 * from the rest.
 */
public final class HeldLst {
  /** Less than this much of an LST is a crumb, and decides nothing. */
  private static final BigDecimal CRUMB = new BigDecimal("0.01");

  private static final Map<Token, Venue> ISSUERS =
      Map.of(new Token("weETH"), Venue.ETHERFI, new Token("wstETH"), Venue.LIDO);

  private HeldLst() {}

  /** Who issues an LST; empty for any other token. */
  static Optional<Venue> issuer(Token token) {
    return Optional.ofNullable(ISSUERS.get(token));
  }

  /** The parameters by which a book is judged: as configured, or with the LST it holds. */
  public static StrategyParameters judging(StrategyParameters configured, Positions book) {
    Token lst = configured.staking().lst();
    BigDecimal own = held(lst, configured.staking().protocol(), book);
    return ISSUERS.entrySet().stream()
        .filter(other -> !other.getKey().equals(lst))
        .filter(
            other -> {
              BigDecimal amount = held(other.getKey(), other.getValue(), book);
              return amount.compareTo(CRUMB) >= 0 && amount.compareTo(own) > 0;
            })
        .findFirst()
        .map(other -> configured.withLst(other.getKey(), other.getValue()))
        .orElse(configured);
  }

  /** In the wallet, as collateral or in its protocol's queue. */
  private static BigDecimal held(Token lst, Venue protocol, Positions book) {
    Instrument held = new Instrument(protocol, PositionType.LST, lst.symbol());
    Instrument queued = new Instrument(protocol, PositionType.UNSTAKING, Token.WETH.symbol());
    return book.amount(held).add(book.amount(Instrument.aToken(lst))).add(book.amount(queued));
  }
}
