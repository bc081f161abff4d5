package io.strategystreams.core.guard;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * A book's quantities in units of the strategy's asset (ETH = WETH = r per LST), and in USDT.
 *
 * @param parameters says which LST, of which protocol, and which asset
 */
record BookValue(StrategyParameters parameters, MarketView market) {
  private static final Instrument GAS = Instrument.base(Venue.WALLET, Token.ETH);

  /**
   * D/C of the positions: 0 without debt, empty where the collateral has no price or is nothing
   * while there is debt.
   */
  Optional<BigDecimal> loanToValue(Positions positions) {
    BigDecimal debt = positions.amount(Instrument.debtToken(Token.WETH));
    if (debt.signum() <= 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    Optional<BigDecimal> collateral = collateral(positions);
    return collateral
        .filter(value -> value.signum() > 0)
        .map(value -> Decimals.divide(debt, value));
  }

  private Optional<BigDecimal> collateral(Positions positions) {
    BigDecimal plain =
        positions
            .amount(Instrument.aToken(Token.ETH))
            .add(positions.amount(Instrument.aToken(Token.WETH)));
    BigDecimal lst = positions.amount(Instrument.aToken(parameters.staking().lst()));
    return lst.signum() == 0
        ? Optional.of(plain)
        : lstRate().map(rate -> plain.add(lst.multiply(rate)));
  }

  /**
   * What the book is long of the asset without its perps, debt deducted; gas in the wallet left
   * out. Empty where an LST has no rate.
   */
  Optional<BigDecimal> netLong(Positions positions) {
    BigDecimal net = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> position : positions.asMap().entrySet()) {
      Optional<BigDecimal> each = longPerUnit(position.getKey());
      if (each.isEmpty()) {
        return Optional.empty();
      }
      net = net.add(position.getValue().multiply(each.get()));
    }
    return Optional.of(net);
  }

  /** The perps of the asset, in the asset; negative for a short. */
  BigDecimal perps(Positions positions) {
    return positions.ofType(PositionType.PERP).entrySet().stream()
        .filter(position -> position.getKey().symbol().equals(parameters.asset() + "USDT"))
        .map(Map.Entry::getValue)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Optional<BigDecimal> longPerUnit(Instrument instrument) {
    String symbol = instrument.symbol();
    return switch (instrument.type()) {
      case BASE_TOKEN -> assetWeight(instrument.equals(GAS) ? "" : symbol);
      case UNSTAKING -> assetWeight(symbol);
      case LST -> lstWeight(symbol);
      case A_TOKEN -> lstWeight(withoutPrefix("a", symbol));
      case DEBT_TOKEN -> assetWeight(withoutPrefix("debt", symbol)).map(BigDecimal::negate);
      case PERP -> Optional.of(BigDecimal.ZERO);
    };
  }

  /** Symbols come from monitors: one without the prefix is no asset of this book, and no error. */
  private static String withoutPrefix(String prefix, String symbol) {
    return symbol.startsWith(prefix) ? symbol.substring(prefix.length()) : "";
  }

  private Optional<BigDecimal> lstWeight(String symbol) {
    boolean counts =
        parameters.asset().equals(Token.ETH) && symbol.equals(parameters.staking().lst().symbol());
    return counts ? lstRate() : assetWeight(symbol);
  }

  private Optional<BigDecimal> assetWeight(String symbol) {
    boolean counts =
        symbol.equals(parameters.asset().symbol())
            || (parameters.asset().equals(Token.ETH) && symbol.equals(Token.WETH.symbol()));
    return Optional.of(counts ? BigDecimal.ONE : BigDecimal.ZERO);
  }

  /** What a quantity of a token is worth in USDT; empty where a price is missing. */
  Optional<BigDecimal> inUsdt(BigDecimal quantity, Token token) {
    if (token.equals(Token.USDT)) {
      return Optional.of(quantity);
    }
    if (token.equals(Token.WETH)) {
      return inUsdt(quantity, Token.ETH);
    }
    if (token.equals(parameters.staking().lst())) {
      return lstRate().flatMap(rate -> inUsdt(quantity.multiply(rate), Token.ETH));
    }
    return market.usdtQuote(token).map(Quote::price).map(quantity::multiply);
  }

  /** What a quantity of a token is worth in the share class; empty where a price is missing. */
  Optional<BigDecimal> inShare(BigDecimal quantity, Token token) {
    Token share = parameters.shareClass();
    if (token.equals(share) || (isEther(token) && isEther(share))) {
      return Optional.of(quantity);
    }
    if (token.equals(parameters.staking().lst()) && isEther(share)) {
      return lstRate().map(quantity::multiply);
    }
    return share.equals(Token.USDT)
        ? inUsdt(quantity, token)
        : inUsdt(quantity, token)
            .flatMap(
                usdt -> market.usdtQuote(share).map(each -> Decimals.divide(usdt, each.price())));
  }

  private static boolean isEther(Token token) {
    return token.equals(Token.ETH) || token.equals(Token.WETH);
  }

  /** Longs and perpetuals added up, in the share class; plain USDT and debt left out. */
  BigDecimal gross(Positions positions) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> held : positions.asMap().entrySet()) {
      boolean counts =
          held.getKey().type() != PositionType.DEBT_TOKEN && !held.getKey().isBase(Token.USDT);
      sum = counts ? sum.add(worth(held.getKey(), held.getValue()).abs()) : sum;
    }
    return sum;
  }

  private BigDecimal worth(Instrument instrument, BigDecimal amount) {
    String symbol = instrument.symbol();
    String token =
        switch (instrument.type()) {
          case BASE_TOKEN, LST, UNSTAKING -> symbol;
          case A_TOKEN -> withoutPrefix("a", symbol);
          case DEBT_TOKEN -> withoutPrefix("debt", symbol);
          case PERP -> symbol.endsWith("USDT") ? symbol.substring(0, symbol.length() - 4) : "";
        };
    return token.isEmpty()
        ? BigDecimal.ZERO
        : inShare(amount, new Token(token)).orElse(BigDecimal.ZERO);
  }

  private Optional<BigDecimal> lstRate() {
    return price(Market.rate(parameters.staking().protocol(), parameters.staking().lst()));
  }

  private Optional<BigDecimal> price(Market of) {
    return market.quote(of).map(Quote::price);
  }
}
