package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the profit of strategies came from, reckoned event by event in the order they happened:
 * prices that changed together, flows, orders and the reports on them. After each event the
 * components' sum is held against the change of equity less what was paid in and out; what does not
 * fit is an {@link UnreconciledException} that names it. Not safe for threads.
 *
 * <p>At one instant: flows that accrue (interest, funding) before the reports that follow them.
 */
public final class Attribution {
  private final SortedMap<String, Book> books = new TreeMap<>();
  private final Map<String, OrderTerms> orders = new HashMap<>();
  private Map<Market, BigDecimal> prices = new HashMap<>();
  private Map<Token, Worth> worths = new HashMap<>();

  /** Prices changed together; every strategy's book is marked to them. */
  public void prices(Instant at, Map<Market, BigDecimal> changed) {
    Map<Market, BigDecimal> next = new HashMap<>(prices);
    next.putAll(changed);
    Map<Token, Worth> before = worths;
    prices = next;
    worths = new HashMap<>();
    for (Book book : books.values()) {
      Worth was = before.get(book.shareClass());
      book.priced(at, was, worth(book.shareClass()));
    }
  }

  /**
   * A flow took effect; an {@link Flow.Open} begins a strategy's book.
   *
   * @throws IllegalArgumentException if its strategy has no account, or is opened twice
   */
  public void flow(Flow flow) {
    if (flow instanceof Flow.Open open) {
      if (books.containsKey(open.strategyId())) {
        throw new IllegalArgumentException(
            "strategy " + open.strategyId() + " must be opened once, was opened twice");
      }
      books.put(open.strategyId(), new Book(open));
    }
    Book book = book(flow.strategyId(), "paper flow " + flow);
    book.flow(flow, worth(book.shareClass()));
  }

  /** An order was released; its reports are read by it. */
  public void order(OrderTerms order) {
    orders.put(order.orderId(), order);
  }

  /**
   * A report; one that says less than those before it changes nothing.
   *
   * @throws IllegalArgumentException if its order, or its strategy's account, is not known
   */
  public void report(ReportTerms report) {
    OrderTerms order = orders.get(report.orderId());
    if (order == null && !report.isOfVenue() && !report.deltas().isEmpty()) {
      throw new IllegalArgumentException(
          "the order of a report must be known before it, was "
              + report.orderId()
              + " of strategy "
              + report.strategyId());
    }
    Book book = book(report.strategyId(), "the report of order " + report.orderId());
    if (order != null || report.isOfVenue()) {
      book.report(report, order, worth(book.shareClass()));
    }
  }

  /**
   * Holds a strategy's book against the exposure that ended an instant.
   *
   * @param positions by instrument
   * @param totalExposure share class units
   * @param at event time of the exposure; what the executor told at that time or later is not in it
   * @throws UnreconciledException if a position or the total differs by more than 1e-9
   */
  public void check(
      String strategyId,
      Map<Instrument, BigDecimal> positions,
      BigDecimal totalExposure,
      Instant at) {
    Book book = book(strategyId, "its exposure");
    book.check(positions, totalExposure, at, worth(book.shareClass()));
  }

  /**
   * @throws IllegalArgumentException if the strategy has no account
   */
  public Statement statement(String strategyId) {
    return book(strategyId, "its statement").statement();
  }

  /** Of every strategy, by name. */
  public List<Statement> statements() {
    return books.values().stream().map(Book::statement).toList();
  }

  private Book book(String strategyId, String what) {
    Book book = books.get(strategyId);
    if (book == null) {
      throw new IllegalArgumentException(
          "strategy " + strategyId + " must have an account before " + what + ": OPEN it first");
    }
    return book;
  }

  private Worth worth(Token shareClass) {
    Map<Market, BigDecimal> known = prices;
    return worths.computeIfAbsent(
        shareClass, unit -> new Worth(unit, market -> Optional.ofNullable(known.get(market))));
  }
}
