package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/** What moves a book, as messages name it. */
sealed interface Event {
  Instant at();

  /** Whether it may have moved what an instrument holds. */
  boolean touches(Instrument instrument);

  /** Prices changed. */
  record Priced(Instant at) implements Event {
    @Override
    public boolean touches(Instrument instrument) {
      return false;
    }

    @Override
    public String toString() {
      return "the change of prices";
    }
  }

  /** A flow took effect. */
  record Flowed(Flow flow) implements Event {
    @Override
    public Instant at() {
      return flow.eventTime();
    }

    @Override
    public boolean touches(Instrument instrument) {
      return moved(flow).contains(instrument);
    }

    @Override
    public String toString() {
      return "paper flow " + flow;
    }

    private static Set<Instrument> moved(Flow flow) {
      if (flow instanceof Flow.Open open) {
        return Set.of(open.instrument());
      }
      if (flow instanceof Flow.Deposit deposit) {
        return Set.of(deposit.instrument());
      }
      if (flow instanceof Flow.Paid paid) {
        return Set.of(paid.instrument());
      }
      if (flow instanceof Flow.Dust dust) {
        return Set.of(dust.instrument());
      }
      if (flow instanceof Flow.Funding funding) {
        return Set.of(funding.settlement());
      }
      if (flow instanceof Flow.LendingInterest interest) {
        return Set.of(interest.aToken());
      }
      if (flow instanceof Flow.BorrowInterest interest) {
        return Set.of(interest.debtToken());
      }
      return Set.of();
    }
  }

  /**
   * A report told of a fill.
   *
   * @param order null for a venue's own close
   */
  record Reported(ReportTerms report, OrderTerms order) implements Event {
    @Override
    public Instant at() {
      return report.eventTime();
    }

    @Override
    public boolean touches(Instrument instrument) {
      return report.deltas().containsKey(instrument);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("report ").append(report.status());
      BigDecimal price = report.price();
      text.append(" of ")
          .append(order == null ? "a close by the venue" : order.operation() + " order")
          .append(' ')
          .append(report.orderId())
          .append(" (filled ")
          .append(Decimals.plain(report.amount()))
          .append(" at ")
          .append(price == null ? "no price" : Decimals.plain(price))
          .append(", deltas ")
          .append(report.deltas())
          .append(')');
      return text.toString();
    }
  }
}
