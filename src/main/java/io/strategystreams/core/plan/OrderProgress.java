package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A released order and what was heard of it. Immutable.
 *
 * <p>Reports may come twice and in any order: a terminal status wins over one that is not, the
 * first terminal status over any other, and the cumulative fill never shrinks.
 *
 * @param step 1-based place of its step in the plan
 * @param sequence 1-based place in its step
 * @param operation {@link Operation#UNSTAKE} queues for days once it is accepted
 * @param filled cumulative, in the unit of the order's amount
 * @param deltas what really moved, cumulative
 * @param expiresAt after that its executor lets nothing of it happen
 * @param deadline when its terminal report is due: {@code expiresAt}, later for an accepted unstake
 * @param sent how it was sized when it was sent, null for as planned
 * @param heard where the last report that told something lies, null before the first
 * @param doubted whether a report contradicted the order: what became of it only positions show
 */
public record OrderProgress(
    String orderId,
    int step,
    int sequence,
    Operation operation,
    OrderStatus status,
    BigDecimal filled,
    SortedMap<Instrument, BigDecimal> deltas,
    Instant expiresAt,
    Instant deadline,
    Sent sent,
    Heard heard,
    boolean doubted) {

  /**
   * An order as it was sent where earlier fills changed its size.
   *
   * @param deltas expected of it
   */
  public record Sent(BigDecimal amount, SortedMap<Instrument, BigDecimal> deltas) {
    public Sent {
      Objects.requireNonNull(amount, "amount");
      deltas = Collections.unmodifiableSortedMap(new TreeMap<>(deltas));
    }
  }

  /** A report's place in its topic, and its time. */
  public record Heard(long offset, Instant at) {}

  public OrderProgress {
    Objects.requireNonNull(orderId, "orderId");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(filled, "filled");
    Objects.requireNonNull(expiresAt, "expiresAt");
    Objects.requireNonNull(deadline, "deadline");
    deltas = Collections.unmodifiableSortedMap(new TreeMap<>(deltas));
  }

  /** An order just sent as planned. */
  public static OrderProgress released(
      String orderId, int step, int sequence, Operation operation, Instant expiresAt) {
    return released(orderId, step, sequence, operation, expiresAt, null);
  }

  /**
   * An order just sent.
   *
   * @param sent its size, null for as planned
   */
  public static OrderProgress released(
      String orderId, int step, int sequence, Operation operation, Instant expiresAt, Sent sent) {
    return new OrderProgress(
        orderId,
        step,
        sequence,
        operation,
        OrderStatus.RELEASED,
        Decimals.down(BigDecimal.ZERO),
        Collections.emptySortedMap(),
        expiresAt,
        expiresAt,
        sent,
        null,
        false);
  }

  /** Whether its terminal report is still to come. */
  public boolean isOpen() {
    return !status.isTerminal();
  }

  /** Whether its plan waits for it: no report is believed of an order in doubt. */
  public boolean isAwaited() {
    return isOpen() && !doubted;
  }

  /** This after a report that cannot be true of it. */
  OrderProgress inDoubt() {
    return new OrderProgress(
        orderId, step, sequence, operation, status, filled, deltas, expiresAt, deadline, sent,
        heard, true);
  }

  /** This without what only an open plan needs. */
  OrderProgress closed() {
    return new OrderProgress(
        orderId,
        step,
        sequence,
        operation,
        status,
        filled,
        Collections.emptySortedMap(),
        expiresAt,
        deadline,
        null,
        null,
        doubted);
  }

  /** Whether it waits in a protocol's exit queue, where nothing can hurry it. */
  public boolean isQueued() {
    return queues(status);
  }

  /** What a report would do to this. */
  public ReportEffect effectOf(Report report) {
    OrderStatus next = report.status();
    if (next == null) {
      return ReportEffect.NOTHING_NEW;
    }
    if (status.isOvertakenBy(next)) {
      return ReportEffect.CHANGED;
    }
    boolean fillsMore = report.filled().compareTo(filled) > 0;
    if (!status.isTerminal()) {
      return next == status && fillsMore ? ReportEffect.CHANGED : ReportEffect.NOTHING_NEW;
    }
    if (status == OrderStatus.FILLED && next == OrderStatus.LIQUIDATED) {
      return ReportEffect.CHANGED;
    }
    boolean contradicts = next.isTerminal() ? next != status || fillsMore : fillsMore;
    return contradicts ? ReportEffect.CONTRADICTION : ReportEffect.NOTHING_NEW;
  }

  /**
   * This after a report; unchanged unless its effect is {@link ReportEffect#CHANGED}.
   *
   * @param unstakingDelay how long an accepted unstake may queue before it is late
   */
  public OrderProgress after(Report report, Duration unstakingDelay) {
    if (effectOf(report) != ReportEffect.CHANGED) {
      return this;
    }
    boolean shrinks = report.filled().compareTo(filled) < 0;
    boolean entersQueue = queues(report.status()) && !queues(status);
    return new OrderProgress(
        orderId,
        step,
        sequence,
        operation,
        report.status(),
        shrinks ? filled : report.filled(),
        shrinks ? deltas : report.deltas(),
        expiresAt,
        entersQueue ? later(deadline, report.eventTime().plus(unstakingDelay)) : deadline,
        sent,
        new Heard(report.offset(), report.eventTime()),
        doubted);
  }

  private boolean queues(OrderStatus state) {
    return operation == Operation.UNSTAKE
        && (state == OrderStatus.ACCEPTED || state == OrderStatus.PARTIALLY_FILLED);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
