package io.strategystreams.paper;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether the books agree with the reports: positions recomputed from nothing but the flows and the
 * last cumulative deltas of each order, against what the last exposure of each strategy says.
 * Shares no code with the ledgers it checks.
 */
public final class PaperBooks {
  private PaperBooks() {}

  /**
   * @param flows all records of {@code paper-flows}
   * @param reports all records of {@code execution-reports}, each partition's in order
   * @param exposures the last of each strategy
   * @return each disagreement in words; empty if the books agree
   */
  public static List<String> disagreements(
      Collection<PaperFlow> flows,
      Collection<ExecutionReport> reports,
      Collection<Exposure> exposures) {
    Map<String, Exposure> last = new TreeMap<>();
    exposures.forEach(exposure -> last.put(exposure.getStrategyId(), exposure));
    Map<String, SortedMap<String, BigDecimal>> books = recomputed(flows, reports, last);
    List<String> found = new ArrayList<>();
    books.forEach(
        (strategyId, book) -> {
          Exposure exposure = last.get(strategyId);
          if (exposure == null) {
            found.add("strategy " + strategyId + " has flows or reports but no exposure");
          } else {
            compare(strategyId, book, exposure.getPositions(), found);
          }
        });
    return found;
  }

  /**
   * Positions by strategy, without zeros. What the executor told counts where the strategy's
   * exposure is later than it: the monitor lets it take effect once time has passed it.
   */
  private static Map<String, SortedMap<String, BigDecimal>> recomputed(
      Collection<PaperFlow> flows,
      Collection<ExecutionReport> reports,
      Map<String, Exposure> exposures) {
    Map<String, SortedMap<String, BigDecimal>> books = new TreeMap<>();
    for (PaperFlow flow : flows) {
      SortedMap<String, BigDecimal> book =
          books.computeIfAbsent(flow.getStrategyId(), id -> new TreeMap<>());
      switch (flow.getKind()) {
        case OPEN, DEPOSIT, DUST ->
            book.merge(flow.getInstrument(), flow.getAmount(), BigDecimal::add);
        case FUNDING, LENDING_INTEREST, BORROW_INTEREST -> {
          if (isInEffect(flow, exposures.get(flow.getStrategyId()))) {
            book.merge(flow.getInstrument(), flow.getAmount(), BigDecimal::add);
          }
        }
        case PAID -> {
          if (isInEffect(flow, exposures.get(flow.getStrategyId()))) {
            book.merge(flow.getInstrument(), flow.getAmount().negate(), BigDecimal::add);
          }
        }
        case WITHDRAW,
            RISK_OVERRIDE,
            EQUITY_FRACTION,
            TARGET_LTV,
            REJECT_NEXT,
            PARTIAL_NEXT,
            GAS,
            REWARD,
            UNKNOWN -> {}
      }
    }
    lastOfEachOrder(reports)
        .forEach(
            report -> {
              SortedMap<String, BigDecimal> book =
                  books.computeIfAbsent(report.getStrategyId(), id -> new TreeMap<>());
              report.getDeltas().forEach((key, delta) -> book.merge(key, delta, BigDecimal::add));
            });
    books.values().forEach(book -> book.values().removeIf(amount -> amount.signum() == 0));
    return books;
  }

  private static boolean isInEffect(PaperFlow told, Exposure exposure) {
    return exposure == null || told.getEventTime().isBefore(exposure.getEventTime());
  }

  private static Collection<ExecutionReport> lastOfEachOrder(Collection<ExecutionReport> reports) {
    Map<String, ExecutionReport> last = new TreeMap<>();
    for (ExecutionReport report : reports) {
      if (report.getStatus() != ReportStatus.UNKNOWN) {
        last.put(report.getOrderId(), report);
      }
    }
    return last.values();
  }

  private static void compare(
      String strategyId,
      Map<String, BigDecimal> book,
      Map<String, BigDecimal> positions,
      List<String> found) {
    TreeSet<String> instruments = new TreeSet<>(book.keySet());
    instruments.addAll(positions.keySet());
    for (String instrument : instruments) {
      BigDecimal reckoned = book.getOrDefault(instrument, BigDecimal.ZERO);
      BigDecimal exposed = positions.getOrDefault(instrument, BigDecimal.ZERO);
      if (reckoned.compareTo(exposed) != 0) {
        found.add(
            "strategy "
                + strategyId
                + ": "
                + instrument
                + " is "
                + Decimals.plain(exposed)
                + " by its last exposure and "
                + Decimals.plain(reckoned)
                + " by flows and reports");
      }
    }
  }
}
