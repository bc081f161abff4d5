package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.util.Optional;

/** Which protocol issues which liquid staking token. */
public final class LiquidStaking {
  private LiquidStaking() {}

  /** The issuer of an LST; empty for any other token. */
  public static Optional<Venue> protocolOf(Token token) {
    return switch (token.symbol()) {
      case "weETH" -> Optional.of(Venue.ETHERFI);
      case "wstETH" -> Optional.of(Venue.LIDO);
      default -> Optional.empty();
    };
  }
}
