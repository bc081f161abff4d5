package io.strategystreams.paper.exchange;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.LiquidStaking;
import io.strategystreams.paper.ledger.PaperLedger;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How much LST an account held when: what rewards are paid by. A quantity changes with orders alone
 * (what lies at a lending pool is taken as of the last order).
 *
 * @param changes by time, then by token; each holds until the next of its token
 */
public record StakeHistory(List<Change> changes) {
  public static final StakeHistory NONE = new StakeHistory(List.of());

  /** What was held longer ago than that, and changed since, counts as nothing. */
  private static final Duration KEPT = Duration.ofDays(200);

  private static final List<Token> LSTS = List.of(new Token("weETH"), new Token("wstETH"));

  /**
   * From a time on so much was held.
   *
   * @param quantity in LST, 0 for none any more
   */
  public record Change(Token lst, Instant since, BigDecimal quantity) {
    public Change {
      Objects.requireNonNull(lst, "lst");
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(quantity, "quantity");
    }
  }

  public StakeHistory {
    changes = List.copyOf(changes);
  }

  /** After an order: whatever the ledger holds now, free or as collateral. */
  StakeHistory after(PaperLedger ledger, Instant now) {
    List<Change> all = changes;
    for (Token lst : LSTS) {
      BigDecimal held = held(ledger, lst);
      if (held.compareTo(at(all, lst)) != 0) {
        all = new ArrayList<>(all == changes ? withoutOld(now) : all);
        all.add(new Change(lst, now, held));
      }
    }
    return all == changes ? this : new StakeHistory(all);
  }

  /**
   * What was held on average over a period, rounded by no more than 60 digits.
   *
   * @param to after {@code from}
   */
  BigDecimal average(Token lst, Instant from, Instant to) {
    BigDecimal sum = BigDecimal.ZERO;
    Instant since = from;
    BigDecimal quantity = BigDecimal.ZERO;
    for (Change change : changes) {
      if (!change.lst().equals(lst)) {
        continue;
      }
      if (change.since().isAfter(since)) {
        Instant until = change.since().isBefore(to) ? change.since() : to;
        sum = sum.add(quantity.multiply(millis(since, until)));
        since = until;
      }
      if (!change.since().isBefore(to)) {
        break;
      }
      quantity = change.quantity();
    }
    sum = sum.add(quantity.multiply(millis(since, to)));
    return divide(sum, millis(from, to));
  }

  private static BigDecimal millis(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toMillis());
  }

  private static BigDecimal held(PaperLedger ledger, Token lst) {
    Instrument free = Instrument.lst(LiquidStaking.protocolOf(lst).orElseThrow(), lst);
    return ledger.amount(free).add(ledger.amount(Instrument.aToken(lst)));
  }

  private static BigDecimal at(List<Change> changes, Token lst) {
    BigDecimal quantity = BigDecimal.ZERO;
    for (Change change : changes) {
      if (change.lst().equals(lst)) {
        quantity = change.quantity();
      }
    }
    return quantity;
  }

  /** Without what was overtaken so long ago that no period reaches back to it. */
  private List<Change> withoutOld(Instant now) {
    Instant horizon = now.minus(KEPT);
    List<Change> kept = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      boolean overtaken =
          changes.subList(i + 1, changes.size()).stream()
              .anyMatch(
                  later -> later.lst().equals(change.lst()) && !later.since().isAfter(horizon));
      if (!overtaken) {
        kept.add(change);
      }
    }
    return kept;
  }
}
