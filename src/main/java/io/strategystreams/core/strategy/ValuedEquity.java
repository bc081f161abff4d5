package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an exposure claims as equity beside what its positions are worth at the prices in force, in
 * share class units: LST at the protocol's rate, debt deducted, unrealised P&amp;L as reported but
 * at most {@code max_unrealised} of a perp's notional. A token that no market prices counts as
 * nothing, as a monitor counts it. What is priced by a quote that came after the exposure may
 * differ by {@code max_price_jump} more, since the monitor did not know it.
 *
 * @param claimed {@code total_exposure}
 * @param valued positions and unrealised P&amp;L
 * @param tolerance by how much the two may differ
 * @param unpriced markets without a price that a position of known worth needs, by name; what they
 *     price is left out of {@code valued}
 */
public record ValuedEquity(
    BigDecimal claimed, BigDecimal valued, BigDecimal tolerance, TreeSet<Market> unpriced) {

  /**
   * @param market the prices in force; the look is not remembered as one that a decision depends on
   */
  public static ValuedEquity of(
      Exposure exposure, StrategyParameters parameters, MarketView market) {
    Sum sum = new Sum(exposure.shareClass(), market.unobserved(), parameters, exposure.eventTime());
    exposure.positions().asMap().forEach((held, amount) -> sum.add(held, amount, exposure));
    BigDecimal tolerance =
        sum.gross.multiply(parameters.plausibility().equityGap()).add(sum.widening);
    return new ValuedEquity(exposure.equity(), sum.worth, tolerance, sum.unpriced);
  }

  /** Whether claimed and valued differ by no more than they may. */
  public boolean agrees() {
    return claimed.subtract(valued).abs().compareTo(tolerance) <= 0;
  }

  /** Whether they differ by more, and no missing price explains it. */
  public boolean isContradicted() {
    return !agrees() && unpriced.isEmpty();
  }

  /** What limits are reckoned from: never negative. */
  public BigDecimal lower() {
    return Decimals.atLeastZero(claimed.min(valued));
  }

  /** What reductions are reckoned from where the two contradict: both ask for what it asks for. */
  public BigDecimal higher() {
    return claimed.max(valued);
  }

  String said() {
    return "total_exposure must be within "
        + Decimals.plain(Decimals.down(tolerance))
        + " of "
        + Decimals.plain(Decimals.down(valued))
        + ", which positions and unrealised P&L are worth (max_equity_gap, max_unrealised), was "
        + Decimals.plain(claimed)
        + "; look at the exposure monitor";
  }

  /** Adds up positions; used by one call and thrown away. */
  private static final class Sum {
    private final Token unit;
    private final MarketView market;
    private final StrategyParameters parameters;
    private final Instant asOf;
    private final TreeSet<Market> unpriced = new TreeSet<>();
    private BigDecimal worth = BigDecimal.ZERO;
    private BigDecimal gross = BigDecimal.ZERO;
    private BigDecimal widening = BigDecimal.ZERO;

    /** Whether a price of what is being added came after the exposure. */
    private boolean moved;

    Sum(Token unit, MarketView market, StrategyParameters parameters, Instant asOf) {
      this.asOf = asOf;
      this.unit = unit;
      this.market = market;
      this.parameters = parameters;
    }

    void add(Instrument held, BigDecimal amount, Exposure exposure) {
      moved = false;
      switch (held.type()) {
        case BASE_TOKEN, LST, UNSTAKING -> token(held.symbol(), amount);
        case A_TOKEN -> token(without("a", held.symbol()), amount);
        case DEBT_TOKEN -> token(without("debt", held.symbol()), amount.negate());
        case PERP -> perp(held, amount, exposure);
      }
    }

    private static String without(String prefix, String symbol) {
      return symbol.startsWith(prefix) ? symbol.substring(prefix.length()) : symbol;
    }

    private void token(String symbol, BigDecimal amount) {
      BigDecimal value = amount.multiply(inUnits(new Token(symbol)));
      worth = worth.add(value);
      gross = gross.add(value.abs());
      widenBy(value.abs());
    }

    /** The monitor valued at earlier prices: the prices in force may be another by a jump. */
    private void widenBy(BigDecimal value) {
      if (moved) {
        widening = widening.add(value.multiply(parameters.pace().maxPriceJump()));
      }
    }

    /** P&amp;L as reported within its bound; where none is reported the bound itself widens. */
    private void perp(Instrument perp, BigDecimal quantity, Exposure exposure) {
      Market of = new Market(perp.venue(), MarketKind.PERP, perp.symbol());
      BigDecimal price =
          price(market.quote(of).or(() -> market.usdtQuote(baseOf(perp)))).orElse(null);
      if (price == null) {
        unpriced.add(of);
        return;
      }
      BigDecimal notional = quantity.abs().multiply(price).multiply(inUnits(Token.USDT));
      widenBy(notional);
      BigDecimal most = notional.multiply(parameters.plausibility().unrealised());
      if (exposure.unrealised() == null) {
        widening = widening.add(most);
      } else {
        BigDecimal profit = exposure.unrealised().getOrDefault(perp, BigDecimal.ZERO);
        worth = worth.add(profit.min(most).max(most.negate()));
      }
    }

    /** A perp that no market prices is worth about what its base is. */
    private static Token baseOf(Instrument perp) {
      String quote = Token.USDT.symbol();
      String symbol = perp.symbol();
      boolean linear = symbol.endsWith(quote) && symbol.length() > quote.length();
      String base = linear ? symbol.substring(0, symbol.length() - quote.length()) : symbol;
      return new Token(base);
    }

    /** Share class units that one token is worth; zero without a price. */
    private BigDecimal inUnits(Token token) {
      if (token.equals(unit) || (isEther(token) && isEther(unit))) {
        return BigDecimal.ONE;
      }
      Optional<Venue> issuer = HeldLst.issuer(token);
      if (issuer.isPresent()) {
        BigDecimal rate = known(Market.rate(issuer.get(), token));
        return rate.signum() == 0 ? rate : rate.multiply(inUnits(Token.WETH));
      }
      BigDecimal usdt = inUsdt(token);
      if (unit.equals(Token.USDT) || usdt.signum() == 0) {
        return usdt;
      }
      BigDecimal ofUnit = usdtPrice(isEther(unit) ? Token.ETH : unit);
      return ofUnit.signum() == 0 ? ofUnit : divide(usdt, ofUnit);
    }

    private BigDecimal inUsdt(Token token) {
      if (token.equals(Token.USDT)) {
        return BigDecimal.ONE;
      }
      Token priced = isEther(token) ? Token.ETH : token;
      boolean ofAsset = isEther(token) || token.equals(parameters.asset());
      return ofAsset ? usdtPrice(priced) : price(market.usdtQuote(priced)).orElse(BigDecimal.ZERO);
    }

    private BigDecimal usdtPrice(Token token) {
      Optional<BigDecimal> price = price(market.usdtQuote(token));
      if (price.isEmpty()) {
        unpriced.add(Market.spot(token, Token.USDT));
      }
      return price.orElse(BigDecimal.ZERO);
    }

    private static boolean isEther(Token token) {
      return token.equals(Token.ETH) || token.equals(Token.WETH);
    }

    private BigDecimal known(Market of) {
      Optional<BigDecimal> price = price(market.quote(of));
      if (price.isEmpty()) {
        unpriced.add(of);
      }
      return price.orElse(BigDecimal.ZERO);
    }

    private Optional<BigDecimal> price(Optional<Quote> quote) {
      moved |= quote.isPresent() && quote.get().eventTime().isAfter(asOf);
      return quote.map(Quote::price);
    }
  }
}
