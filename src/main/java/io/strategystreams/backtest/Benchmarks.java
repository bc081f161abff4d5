package io.strategystreams.backtest;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.replay.MarketInstant;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the same money would have become without a strategy: held in ETH, BTC or USDT, or supplied
 * to Aave, where the share class can be. Without any cost. Each begins at the first instant at
 * which what it needs is priced.
 */
final class Benchmarks {
  private static final List<Token> HELD = List.of(Token.ETH, Token.BTC, Token.USDT);

  /** One benchmark in one share class; worth is in that share class, of a unit of what is held. */
  private final class Line {
    private final String name;
    private final Token shareClass;
    private final Token held;
    private final boolean supplied;
    private BigDecimal first;
    private ReturnSeries returns;

    private Line(String name, Token shareClass, Token held, boolean supplied) {
      this.name = name;
      this.shareClass = shareClass;
      this.held = held;
      this.supplied = supplied;
    }

    private void take(Instant time) {
      worth()
          .ifPresent(
              worth -> {
                if (first == null) {
                  first = worth;
                  returns = new ReturnSeries(time, BigDecimal.ONE);
                }
                returns.add(time, Decimals.divide(worth, first), BigDecimal.ZERO);
              });
    }

    private Optional<BigDecimal> worth() {
      if (supplied) {
        return prices.find(Market.supplyIndex(held));
      }
      return price(held).flatMap(one -> price(shareClass).map(unit -> Decimals.divide(one, unit)));
    }
  }

  private final PriceBook prices = new PriceBook();
  private final List<Line> lines = new ArrayList<>();

  /** Those of each share class, by its name. */
  Benchmarks(Collection<Token> shareClasses) {
    for (Token shareClass : new TreeSet<>(shareClasses)) {
      for (Token held : HELD) {
        lines.add(new Line("hold " + held, shareClass, held, false));
      }
      if (!shareClass.equals(Token.BTC)) {
        lines.add(new Line("aave " + shareClass, shareClass, shareClass, true));
      }
    }
  }

  void take(MarketInstant instant) {
    prices.take(instant);
    lines.forEach(line -> line.take(instant.time()));
  }

  /** Those that were ever priced. */
  List<BenchmarkResult> results() {
    return lines.stream()
        .filter(line -> line.returns != null)
        .map(line -> new BenchmarkResult(line.name, line.shareClass, line.returns.performance()))
        .toList();
  }

  private Optional<BigDecimal> price(Token token) {
    return token.equals(Token.USDT)
        ? Optional.of(BigDecimal.ONE)
        : prices.find(Market.spot(token, Token.USDT));
  }
}
