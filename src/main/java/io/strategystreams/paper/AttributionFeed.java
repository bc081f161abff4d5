package io.strategystreams.paper;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.core.plan.Side;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.paper.attribution.Attribution;
import io.strategystreams.paper.attribution.OrderTerms;
import io.strategystreams.paper.attribution.ReportTerms;
import io.strategystreams.paper.attribution.Statement;
import io.strategystreams.paper.topology.FlowEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Feeds an {@link Attribution} with a run's events, in the order they happened, and holds it
 * against the exposures published at the end of each instant. Not safe for threads.
 *
 * <p>At an instant: first its prices; then flows, orders and reports as they come, of what a tick
 * made the executor do its flows before its reports; then {@link #endOfInstant()}.
 */
public final class AttributionFeed {
  private final Attribution attribution = new Attribution();
  private final SortedMap<String, Exposure> last = new TreeMap<>();
  private final Map<String, Instrument> instruments = new HashMap<>();

  /** Prices that became known together. */
  public void prices(Instant at, Collection<Quote> quotes) {
    Map<Market, BigDecimal> changed = new HashMap<>();
    quotes.forEach(quote -> changed.put(quote.market(), quote.price()));
    attribution.prices(at, changed);
  }

  /**
   * A flow, injected or told by the executor.
   *
   * @throws IllegalArgumentException if it lacks what its kind needs, or its strategy an account
   * @throws io.strategystreams.paper.attribution.UnreconciledException if it does not fit
   */
  public void flow(PaperFlow event) {
    attribution.flow(FlowEvents.read(event));
  }

  /** An order that was released. */
  public void order(Order order) {
    attribution.order(
        new OrderTerms(
            order.getOrderId(),
            order.getStrategyId(),
            Operation.valueOf(order.getOperation().name()),
            new Venue(order.getVenue()),
            order.getPair(),
            order.getSide() == null ? null : Side.valueOf(order.getSide().name()),
            token(order.getTokenIn())));
  }

  /**
   * A report; one whose status is not known here is skipped, as the monitor does.
   *
   * @throws io.strategystreams.paper.attribution.UnreconciledException if it does not fit
   */
  public void report(ExecutionReport report) {
    if (report.getStatus() == ReportStatus.UNKNOWN) {
      return;
    }
    attribution.report(
        new ReportTerms(
            report.getOrderId(),
            report.getStrategyId(),
            report.getClosesOrderId(),
            OrderStatus.valueOf(report.getStatus().name()),
            report.getFilledAmount(),
            report.getAveragePrice(),
            report.getFee(),
            token(report.getFeeToken()),
            read(report.getDeltas()),
            report.getEventTime()));
  }

  /** What the monitor published; the last of an instant is what counts. */
  public void exposure(Exposure exposure) {
    last.put(exposure.getStrategyId(), exposure);
  }

  /**
   * Everything that follows from an instant has happened.
   *
   * @throws io.strategystreams.paper.attribution.UnreconciledException if an exposure published
   *     since the last call shows other positions or another total than flows and reports give
   */
  public void endOfInstant() {
    last.forEach(
        (strategyId, exposure) ->
            attribution.check(
                strategyId,
                read(exposure.getPositions()),
                exposure.getTotalExposure(),
                exposure.getEventTime()));
    last.clear();
  }

  /** Of every strategy, by name, as it stands. */
  public List<Statement> statements() {
    return attribution.statements();
  }

  private SortedMap<Instrument, BigDecimal> read(Map<String, BigDecimal> amounts) {
    SortedMap<Instrument, BigDecimal> read = new TreeMap<>();
    amounts.forEach(
        (name, amount) -> read.put(instruments.computeIfAbsent(name, Instrument::parse), amount));
    return read;
  }

  private static Token token(String symbol) {
    return symbol == null ? null : new Token(symbol);
  }
}
