package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.Prices;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Balances and debts at Aave grow with their indices: after = before × index now / index then (Aave
 * V3, scaled balances). A balance is rounded down to 18 decimals, a debt up. Where no index is
 * known nothing grows.
 */
final class Interest {
  private Interest() {}

  /** The account grown to the indices of this moment, and what each growth is told as. */
  static Turn accrue(Account account, Prices prices, Instant now) {
    PaperLedger ledger = account.ledger();
    SortedMap<Instrument, BigDecimal> indices = new TreeMap<>(account.upkeep().indices());
    List<Flow.Told> told = new ArrayList<>();
    for (Map.Entry<Instrument, BigDecimal> held : account.ledger().positions().asMap().entrySet()) {
      if (!isBearing(held.getKey())) {
        continue;
      }
      Optional<BigDecimal> index = prices.find(indexOf(held.getKey()));
      if (index.isEmpty()) {
        continue;
      }
      BigDecimal before = indices.put(held.getKey(), index.get());
      if (before == null || before.compareTo(index.get()) == 0) {
        continue;
      }
      Flow.Told growth = growth(ledger, held.getKey(), divide(index.get(), before), now);
      if (growth != null) {
        told.add(growth);
        ledger = FlowRules.apply(ledger, growth);
      }
    }
    return indices.equals(account.upkeep().indices())
        ? Turn.nothing(account)
        : new Turn(
            account.with(ledger).with(account.upkeep().withIndices(indices)), List.of(), told);
  }

  /** Whether an index makes it grow. */
  static boolean isBearing(Instrument held) {
    return held.type() == PositionType.A_TOKEN || held.type() == PositionType.DEBT_TOKEN;
  }

  /** The market of the index that makes it grow. */
  static Market indexOf(Instrument held) {
    return held.type() == PositionType.A_TOKEN
        ? Market.supplyIndex(underlying(held, "a"))
        : Market.debtIndex(underlying(held, "debt"));
  }

  /** Null where the growth is below an atom. */
  private static Flow.Told growth(
      PaperLedger ledger, Instrument held, BigDecimal factor, Instant now) {
    BigDecimal balance = ledger.amount(held);
    BigDecimal grown = balance.multiply(factor).subtract(balance);
    boolean debt = held.type() == PositionType.DEBT_TOKEN;
    BigDecimal amount =
        grown.setScale(Decimals.SCALE, debt ? RoundingMode.CEILING : RoundingMode.FLOOR);
    if (amount.signum() == 0) {
      return null;
    }
    String strategyId = ledger.profile().strategyId();
    return debt
        ? new Flow.BorrowInterest(strategyId, held, amount, now)
        : new Flow.LendingInterest(strategyId, held, amount, now);
  }

  private static Token underlying(Instrument held, String prefix) {
    return new Token(held.symbol().substring(prefix.length()));
  }
}
