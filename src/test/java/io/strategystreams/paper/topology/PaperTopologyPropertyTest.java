package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.Side;
import io.strategystreams.paper.PaperBooks;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.exchange.VenueSettings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of whole runs through the topology; random orders, duplicates and flows. */
class PaperTopologyPropertyTest {
  private static final String ID = "walker";
  private static final int STEPS = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void duplicatesChangeNothingAndTheBooksAgreeWithTheReports(long seed) {
    Run plain = run(seed, false);
    Run repeated = run(seed, true);

    assertThat(plain.disagreements()).isEmpty();
    assertThat(repeated.reports()).isEqualTo(plain.reports());
    assertThat(repeated.exposures()).isEqualTo(plain.exposures());
    assertThat(plain.reports().stream().map(ExecutionReport::getStatus))
        .contains(ReportStatus.FILLED, ReportStatus.REJECTED, ReportStatus.PARTIALLY_FILLED);
    assertOneTerminalStatusAndGrowingFills(plain.reports());
  }

  private record Run(
      List<ExecutionReport> reports, List<Exposure> exposures, List<String> disagreements) {}

  private static Run run(long seed, boolean repeating) {
    SplittableRandom random = new SplittableRandom(seed);
    PaperSettings settings =
        PaperDriver.settings()
            .withVenues(
                VenueSettings.defaults(seed)
                    .withChances(new BigDecimal("0.1"), new BigDecimal("0.3")));
    try (PaperDriver paper = new PaperDriver(settings)) {
      paper.prices(NOON);
      paper.flow(
          PaperFlows.open(
              ID, Mode.USDT_ETH_STAKING_HEDGED_SIMPLE, Token.USDT, new BigDecimal(50_000), NOON));
      for (String place : List.of("binance:BaseToken:USDT", "bybit:BaseToken:USDT")) {
        paper.flow(PaperFlows.deposit(ID, Instrument.parse(place), new BigDecimal(50_000), NOON));
      }
      List<Order> sent = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        Instant now = NOON.plusSeconds(600L * i);
        paper.tick(now);
        if (i % 20 == 7) {
          paper.flow(PaperFlows.withdraw(ID, new BigDecimal(100 * (i % 3 + 1)), now));
        }
        Order order = order(random, "order-" + i, now);
        sent.add(order);
        paper.order(order);
        Order earlier = sent.get(random.nextInt(sent.size()));
        if (repeating) {
          paper.order(earlier);
        }
      }
      Instant end = NOON.plusSeconds(600L * STEPS + 86_400);
      paper.tick(end).tick(end.plusSeconds(1)).tick(end.plusSeconds(2));
      List<Exposure> exposures = paper.exposures();
      List<ExecutionReport> reports = List.copyOf(paper.allReports());
      Exposure last = exposures.get(exposures.size() - 1);
      return new Run(
          reports, exposures, PaperBooks.disagreements(paper.allFlows(), reports, List.of(last)));
    }
  }

  private static Order order(SplittableRandom random, String id, Instant now) {
    String amount = Integer.toString(1 + random.nextInt(5));
    Order.Builder order =
        switch (random.nextInt(6)) {
          case 0 -> OrderEvent.spot(ID, id, Side.BUY, amount);
          case 1 -> OrderEvent.spot(ID, id, Side.SELL, amount);
          case 2 -> OrderEvent.perp(ID, id, Side.SHORT, amount);
          case 3 -> OrderEvent.perp(ID, id, Side.LONG, amount).setReduceOnly(true);
          case 4 -> OrderEvent.stake(ID, id, amount);
          default ->
              OrderEvent.order(ID, id, "wallet", Operation.TRANSFER, amount, "ETH")
                  .setSourceVenue("binance")
                  .setSourceToken("ETH");
        };
    if (random.nextInt(8) == 0) {
      order = OrderEvent.unstake(ID, id, "0.5");
    }
    return OrderEvent.at(order, now).build();
  }

  private static void assertOneTerminalStatusAndGrowingFills(List<ExecutionReport> reports) {
    Map<String, ExecutionReport> last = new HashMap<>();
    for (ExecutionReport report : reports) {
      ExecutionReport before = last.put(report.getOrderId(), report);
      if (before != null) {
        assertThat(before.getStatus())
            .as("what comes before %s", report)
            .isIn(ReportStatus.ACCEPTED, ReportStatus.PARTIALLY_FILLED);
        assertThat(report.getFilledAmount()).isGreaterThanOrEqualTo(before.getFilledAmount());
      }
    }
  }
}
