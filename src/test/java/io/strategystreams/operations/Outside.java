package io.strategystreams.operations;

import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import io.strategystreams.events.Price;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Tick;
import io.strategystreams.testing.SampleEvents;
import io.strategystreams.topology.ExactVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Markets, venues and monitors: what goes on outside, whatever becomes of a cluster. The executor
 * remembers every order id it ever acted on and acts once per id, as the contract asks.
 */
final class Outside {
  private final Map<String, ExactVenue> accounts = new TreeMap<>();
  private final Map<String, String> homes = new TreeMap<>();
  private final Set<String> executed = new HashSet<>();
  private final List<String> repeated = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Long> lastReports = new HashMap<>();
  private Installation connected;
  private Instant now = SampleEvents.NOON;

  /** An account with share class USDT at its mode's home. */
  void open(String strategyId, Mode mode, String capital) {
    String venue = mode == Mode.ETH_BASIS ? "binance" : "wallet";
    homes.put(strategyId, venue + ":BaseToken:USDT");
    accounts.put(strategyId, new ExactVenue(strategyId, "USDT"));
    deposit(strategyId, capital);
  }

  void deposit(String strategyId, String amount) {
    accounts.get(strategyId).deposit(homes.get(strategyId), amount);
  }

  BigDecimal held(String strategyId, String instrument) {
    return accounts.get(strategyId).at(instrument);
  }

  /** From now on executors and monitors work on this cluster; its offsets count from the start. */
  void connect(Installation installation) {
    connected = installation;
    seen.clear();
    lastReports.clear();
  }

  /** Publishes prices, risk and exposures and lets every order through until none comes. */
  void settle() {
    do {
      publish();
    } while (execute() > 0);
  }

  /** Time goes on; prices, risk, then exposures, each taken in before the next. */
  void publish() {
    pass(Duration.ofSeconds(30));
    List<Outgoing> exposures = new ArrayList<>();
    accounts.forEach(
        (id, venue) ->
            exposures.add(
                Outgoing.of(Topics.EXPOSURES, id, venue.exposure(now, lastReports.get(id)), now)));
    send(exposures);
    connected.rest();
  }

  /** Exposures, a number for each account, as fast as they can be written. */
  void flood(int times) {
    for (int round = 0; round < times; round++) {
      now = now.plusSeconds(1);
      List<Outgoing> exposures = new ArrayList<>();
      accounts.forEach(
          (id, venue) ->
              exposures.add(
                  Outgoing.of(
                      Topics.EXPOSURES, id, venue.exposure(now, lastReports.get(id)), now)));
      send(exposures);
    }
    connected.rest();
  }

  /** Time goes on without a word from the monitor. */
  void pass(Duration time) {
    now = now.plus(time);
    List<Outgoing> events = new ArrayList<>();
    price(events, "binance:Spot:ETH/USDT");
    for (String venue : List.of("binance", "bybit", "okx")) {
      price(events, venue + ":Perp:ETHUSDT");
    }
    events.add(
        Outgoing.of(Topics.CLOCK, "clock", Tick.newBuilder().setEventTime(now).build(), now));
    accounts
        .keySet()
        .forEach(id -> events.add(Outgoing.of(Topics.RISK_ASSESSMENTS, id, calm(id), now)));
    send(events);
    connected.rest();
  }

  private void price(List<Outgoing> events, String market) {
    Price price =
        Price.newBuilder()
            .setMarket(market)
            .setPrice(ExactVenue.ETH.setScale(18))
            .setEventTime(now)
            .build();
    events.add(Outgoing.of(Topics.PRICES, market, price, now));
  }

  private RiskAssessment calm(String strategyId) {
    return RiskAssessment.newBuilder()
        .setStrategyId(strategyId)
        .setRiskOverride(false)
        .setMarginRatios(Map.of())
        .setBreaches(List.of())
        .setEventTime(now)
        .build();
  }

  /** Executes the orders that nobody looked at yet, and reports; says how many there were. */
  int execute() {
    List<Order> fresh = fresh();
    report(fresh.stream().flatMap(order -> act(order).stream()).toList());
    connected.rest();
    return fresh.size();
  }

  /** Executes them, and what it reports is lost with the cluster. */
  int executeUnheard() {
    List<Order> fresh = fresh();
    fresh.forEach(this::act);
    return fresh.size();
  }

  /** Refuses the orders that nobody looked at yet, as an executor does under HALTED. */
  int reject() {
    List<Order> fresh = fresh();
    report(
        fresh.stream()
            .map(order -> accounts.get(order.getStrategyId()).reject(order, now))
            .toList());
    connected.rest();
    return fresh.size();
  }

  private Optional<ExecutionReport> act(Order order) {
    if (!executed.add(order.getOrderId())) {
      repeated.add(order.getOrderId());
      return Optional.empty();
    }
    return Optional.of(accounts.get(order.getStrategyId()).execute(order, now));
  }

  private void report(List<ExecutionReport> reports) {
    List<RecordMetadata> places =
        send(
            reports.stream()
                .map(
                    report ->
                        Outgoing.of(Topics.EXECUTION_REPORTS, report.getStrategyId(), report, now))
                .toList());
    for (int each = 0; each < places.size(); each++) {
      lastReports.put(reports.get(each).getStrategyId(), places.get(each).offset());
    }
  }

  private List<Order> fresh() {
    List<Order> fresh = new ArrayList<>();
    connected
        .read(Topics.ORDERS)
        .forEach(
            at -> {
              Order order = at.as(Order.class);
              if (seen.add(order.getOrderId())) {
                fresh.add(order);
              }
            });
    return fresh;
  }

  private List<RecordMetadata> send(List<Outgoing> events) {
    try (EventSender sender = EventSender.open(connected.access(), "outside")) {
      return sender.send(events);
    }
  }

  /** Ids of every order that was ever acted on. */
  Set<String> executed() {
    return Set.copyOf(executed);
  }

  /** Ids that came again for another order. */
  List<String> repeated() {
    return List.copyOf(repeated);
  }
}
