package io.strategystreams.backtest;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Decision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The long files of a backtest, written day by day: {@code equity.csv} at each instant, {@code
 * attribution.csv} (cumulative) and {@code positions.csv} at the last instant of each UTC day,
 * {@code orders.jsonl} and {@code decisions.jsonl} (of a trigger the topic only). Sorted by time
 * and strategy.
 */
final class ResultWriter implements AutoCloseable {
  private static final Pattern OFFSET = Pattern.compile("-[0-9]+@[0-9]+$");

  private final Writer equity;
  private final Writer attribution;
  private final Writer positions;
  private final Writer orders;
  private final Writer decisions;
  private boolean begun;

  /**
   * @throws IOException if a file cannot be written
   */
  ResultWriter(Path directory) throws IOException {
    Files.createDirectories(directory);
    equity = Files.newBufferedWriter(directory.resolve("equity.csv"));
    attribution = Files.newBufferedWriter(directory.resolve("attribution.csv"));
    positions = Files.newBufferedWriter(directory.resolve("positions.csv"));
    orders = Files.newBufferedWriter(directory.resolve("orders.jsonl"));
    decisions = Files.newBufferedWriter(directory.resolve("decisions.jsonl"));
    line(equity, "time", "strategy_id", "share_class", "equity", "paid_in", "paid_out");
    line(positions, "time", "strategy_id", "instrument", "amount");
  }

  /** What all strategies wrote within a day, in any order. */
  void write(DayResult day) throws IOException {
    day.orders.sort(ResultOrder.OF_ORDERS);
    day.decisions.sort(ResultOrder.OF_DECISIONS);
    day.stands.sort(
        Comparator.comparing(DayResult.Stand::at).thenComparing(DayResult.Stand::strategyId));
    day.positions.sort(
        Comparator.comparing(DayResult.Position::strategyId)
            .thenComparing(DayResult.Position::instrument));
    for (var order : day.orders) {
      line(orders, ContractJson.toLine(order));
    }
    for (var decision : day.decisions) {
      line(decisions, ContractJson.toLine(placeless(decision)));
    }
    for (DayResult.Stand stand : day.stands) {
      writeEquity(stand);
    }
    writeAttribution(day.stands);
    for (DayResult.Position held : day.positions) {
      line(
          positions,
          held.at().toString(),
          held.strategyId(),
          held.instrument(),
          Decimals.plain(held.amount()));
    }
  }

  /**
   * At which offset its trigger lay depends on the strategies that share the topics, which says
   * nothing of the decision: the topic remains.
   */
  private static Decision placeless(Decision decision) {
    return Decision.newBuilder(decision)
        .setTrigger(OFFSET.matcher(decision.getTrigger()).replaceFirst(""))
        .build();
  }

  private void writeEquity(DayResult.Stand stand) throws IOException {
    Standing standing = stand.standing();
    line(
        equity,
        stand.at().toString(),
        stand.strategyId(),
        stand.shareClass().symbol(),
        plain(standing.equity()),
        plain(standing.paidIn()),
        plain(standing.paidOut()));
  }

  private void writeAttribution(List<DayResult.Stand> stands) throws IOException {
    TreeMap<String, DayResult.Stand> last = new TreeMap<>();
    stands.forEach(stand -> last.put(stand.strategyId(), stand));
    for (DayResult.Stand stand : last.values()) {
      if (!begun) {
        begun = true;
        attribution.write("time,strategy_id,share_class");
        for (String component : stand.standing().components().keySet()) {
          attribution.write("," + component);
        }
        attribution.write("\n");
      }
      attribution.write(stand.at() + "," + stand.strategyId() + "," + stand.shareClass());
      for (BigDecimal amount : stand.standing().components().values()) {
        attribution.write("," + plain(amount));
      }
      attribution.write("\n");
    }
  }

  static String plain(BigDecimal amount) {
    return Decimals.plain(amount.setScale(Decimals.SCALE, RoundingMode.HALF_EVEN));
  }

  private static void line(Writer writer, String... cells) throws IOException {
    writer.write(String.join(",", cells));
    writer.write('\n');
  }

  @Override
  public void close() {
    try (equity;
        attribution;
        positions;
        orders;
        decisions) {
      // Closed in turn.
    } catch (IOException e) {
      throw new UncheckedIOException("a result file could not be written to its end", e);
    }
  }
}
