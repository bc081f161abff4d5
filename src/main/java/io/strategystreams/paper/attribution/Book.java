package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.ReportedFill;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.Valuation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One strategy's ledger as the sum of flows and reports, and what each of them earned. Mutable.
 * Every event is reckoned twice: by the formulas of its components, and as the difference of the
 * equity before and after it; the two must agree.
 */
final class Book {
  /** By how much formulas and equity may differ at one event: roundings at 18 decimals. */
  private static final Tolerance AT_AN_EVENT = Tolerance.of("1e-14", "1e-12");

  /** By how much all components together and the equity may differ. */
  private static final Tolerance ALTOGETHER = Tolerance.of("1e-9", "1e-9");

  private final String strategyId;
  private final Token shareClass;
  private final Tally total = new Tally();
  private final Map<String, ReportTerms> reported = new HashMap<>();
  private final List<Flow> unpriced = new ArrayList<>();
  private final List<Event> recent = new ArrayList<>();

  private PaperLedger ledger;
  private Instant at;
  private BigDecimal equity = BigDecimal.ZERO;
  private BigDecimal flashOwed = BigDecimal.ZERO;
  private BigDecimal paidIn = BigDecimal.ZERO;
  private BigDecimal paidOut = BigDecimal.ZERO;

  /** Nothing in it: the first deposit is the {@link Flow.Open} flow, to be booked as any other. */
  Book(Flow.Open flow) {
    this.strategyId = flow.strategyId();
    this.shareClass = flow.profile().shareClass();
    this.ledger = PaperLedger.open(flow.profile());
    this.at = flow.eventTime();
  }

  Token shareClass() {
    return shareClass;
  }

  void priced(Instant now, Worth before, Worth after) {
    Event event = new Event.Priced(now);
    book(event, ledger, MarketMove.of(ledger, before, after), BigDecimal.ZERO, after);
    List<Flow> waiting = List.copyOf(unpriced);
    unpriced.clear();
    waiting.forEach(flow -> flow(flow, after));
  }

  /** What cannot be valued yet waits for its price; until then no exposure shows it either. */
  void flow(Flow flow, Worth worth) {
    FlowEffect effect;
    try {
      effect = FlowEffect.of(flow, worth);
    } catch (UnpricedMarketException e) {
      unpriced.add(flow);
      return;
    }
    PaperLedger moved =
        flow instanceof Flow.Open open
            ? FlowRules.apply(ledger, asDeposit(open))
            : FlowRules.apply(ledger, flow);
    Event event = new Event.Flowed(flow);
    recent.add(event);
    book(event, moved, effect.earned(), effect.external(), worth);
  }

  /**
   * @param order null for a venue's own close
   */
  void report(ReportTerms report, OrderTerms order, Worth worth) {
    ReportTerms known = reported.get(report.orderId());
    ReportedFill before = known == null ? ReportedFill.NONE : known.fill();
    if (!before.isOvertakenBy(report.fill())) {
      return;
    }
    reported.put(report.orderId(), report);
    Event event = new Event.Reported(report, order);
    recent.add(event);
    Increment fill = Increment.between(known, report);
    checkPerp(event, report, order);
    Tally tally = effect(report, order, fill, worth);
    book(event, before.applied(ledger, report.fill()), tally, BigDecimal.ZERO, worth);
  }

  private Tally effect(ReportTerms report, OrderTerms order, Increment fill, Worth worth) {
    if (fill.amount().signum() == 0) {
      return new Tally(); // Accepted: nothing is filled, though an unstake has moved its LST.
    }
    if (order == null) {
      return FillEffect.ofVenue(report, fill, ledger, worth);
    }
    if (order.operation() == Operation.FLASH_BORROW) {
      flashOwed = flashOwed.add(lent(report));
      return new Tally();
    }
    if (order.operation() == Operation.FLASH_REPAY) {
      BigDecimal fee = Decimals.atLeastZero(lent(report).subtract(flashOwed));
      flashOwed = Decimals.atLeastZero(flashOwed.subtract(lent(report)));
      return Tally.of(Component.FEES, fee.multiply(worth.of(Token.ETH)).negate());
    }
    return FillEffect.of(order, fill, ledger, worth);
  }

  /** What a flash loan's order moved: more than was ordered where a debt grew before it. */
  private static BigDecimal lent(ReportTerms report) {
    return report.deltas().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add).abs();
  }

  /**
   * Holds the books against what the monitor published when everything up to it had happened.
   *
   * @param positions by instrument, without zeros
   * @param published when; what the executor told at that time or later is not in it
   * @throws UnreconciledException if they differ by more than 1e-9
   */
  void check(
      Map<Instrument, BigDecimal> positions,
      BigDecimal totalExposure,
      Instant published,
      Worth worth) {
    if (flashOwed.signum() != 0) {
      throw new UnreconciledException(
          strategyId,
          at,
          "a flash loan",
          "it must be repaid within its transaction, still owed was " + Decimals.plain(flashOwed));
    }
    PaperLedger shown = shownAt(published);
    new ExposureCheck(strategyId, published, recent)
        .check(shown, positions, totalExposure, worth.prices());
    recent.removeIf(event -> event.at().isBefore(published));
  }

  Statement statement() {
    return new Statement(strategyId, shareClass, at, equity, paidIn, paidOut, total.asMap());
  }

  /** This ledger without what the executor told at {@code published} or later. */
  private PaperLedger shownAt(Instant published) {
    PaperLedger shown = ledger;
    for (Event event : recent) {
      if (event instanceof Event.Flowed flowed
          && flowed.flow() instanceof Flow.Told told
          && !told.eventTime().isBefore(published)) {
        shown = FlowRules.apply(shown, Told.reversed(told));
      }
    }
    return shown;
  }

  /** A position at its mark moves no equity, so a perp's size is compared by itself. */
  private void checkPerp(Event event, ReportTerms report, OrderTerms order) {
    report
        .deltas()
        .forEach(
            (instrument, delta) -> {
              if (instrument.type() != PositionType.PERP) {
                return;
              }
              boolean buys = order == null ? delta.signum() > 0 : order.side() == Side.LONG;
              BigDecimal filled = buys ? report.amount() : report.amount().negate();
              if (filled.compareTo(delta) != 0) {
                throw new UnreconciledException(
                    strategyId,
                    report.eventTime(),
                    event.toString(),
                    "the delta of "
                        + instrument
                        + " must be the filled "
                        + Decimals.plain(filled)
                        + ", was "
                        + Decimals.plain(delta));
              }
            });
  }

  private void book(Event event, PaperLedger moved, Tally tally, BigDecimal external, Worth worth) {
    BigDecimal after = Valuation.of(moved, worth.prices()).in(shareClass, worth.prices());
    BigDecimal standing =
        flashOwed.signum() == 0 ? after : after.subtract(flashOwed.multiply(worth.of(Token.ETH)));
    BigDecimal expected = equity.add(tally.withinEquity()).add(external);
    reconcile(event, AT_AN_EVENT, expected, standing);
    total.addAll(tally);
    if (external.signum() >= 0) {
      paidIn = paidIn.add(external);
    } else {
      paidOut = paidOut.subtract(external);
    }
    reconcile(event, ALTOGETHER, paidIn.subtract(paidOut).add(total.withinEquity()), standing);
    ledger = moved;
    equity = standing;
    at = event.at();
  }

  private void reconcile(Event event, Tolerance tolerance, BigDecimal expected, BigDecimal found) {
    if (!tolerance.covers(expected.subtract(found), equity.abs().max(found.abs()))) {
      throw new UnreconciledException(
          strategyId,
          event.at(),
          event.toString(),
          "by its components equity must be "
              + Decimals.plain(expected)
              + " "
              + shareClass
              + ", was "
              + Decimals.plain(found)
              + " (before it "
              + Decimals.plain(equity)
              + ")");
    }
  }

  private static Flow.Deposit asDeposit(Flow.Open open) {
    return new Flow.Deposit(open.strategyId(), open.instrument(), open.amount(), open.eventTime());
  }

  /**
   * @param ofEquity a fraction
   * @param least share class units, so that an account without equity may round too
   */
  private record Tolerance(BigDecimal ofEquity, BigDecimal least) {
    static Tolerance of(String ofEquity, String least) {
      return new Tolerance(new BigDecimal(ofEquity), new BigDecimal(least));
    }

    boolean covers(BigDecimal difference, BigDecimal equity) {
      return difference.abs().compareTo(equity.multiply(ofEquity).max(least)) <= 0;
    }
  }
}
