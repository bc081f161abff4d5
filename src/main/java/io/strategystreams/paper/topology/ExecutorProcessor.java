package io.strategystreams.paper.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Order;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.metrics.LogFields;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.exchange.Account;
import io.strategystreams.paper.exchange.OrderReport;
import io.strategystreams.paper.exchange.PaperDesk;
import io.strategystreams.paper.exchange.PaperOrder;
import io.strategystreams.paper.exchange.Turn;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.ValuationClock;
import io.strategystreams.paper.topology.PaperMeters.Alarm;
import io.strategystreams.paper.topology.PaperMeters.Skipped;
import io.strategystreams.state.PaperAccountState;
import io.strategystreams.state.PaperClock;
import io.strategystreams.state.PaperOrderMemo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executor's half: orders, flows and ticks in, reports and payments out. A thin adapter: it
 * deduplicates, gathers groups, keeps steps in order and accounts; what an order does is {@link
 * PaperDesk}'s.
 */
final class ExecutorProcessor implements Processor<String, Object, String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorProcessor.class);

  private final PaperDesk desk;
  private final PaperMeters meters;
  private final OneAccount one;
  private final Duration valuationInterval;
  private final Duration memory;

  private ProcessorContext<String, SpecificRecord> context;
  private PartitionClock clock;
  private StorePrices prices;
  private KeyValueStore<String, StrategyControl> controls;
  private KeyValueStore<String, PaperAccountState> accounts;
  private Memory<PaperOrderMemo> seen;
  private WaitingGroups groups;
  private PlanSequence sequence;

  /** Strategies that time alone may change: follows from the accounts, null until first needed. */
  private Waiting waiting;

  /**
   * @param forTicks those that any tick may change
   * @param forValuations those that the market may change between orders
   */
  private record Waiting(TreeSet<String> forTicks, TreeSet<String> forValuations) {
    void keep(String strategyId, Account account) {
      toggle(forTicks, strategyId, account.waits());
      toggle(forValuations, strategyId, account.needsUpkeep());
    }

    /** By name. */
    List<String> at(boolean valuing) {
      if (!valuing) {
        return List.copyOf(forTicks);
      }
      TreeSet<String> all = new TreeSet<>(forTicks);
      all.addAll(forValuations);
      return List.copyOf(all);
    }

    private static void toggle(TreeSet<String> among, String strategyId, boolean belongs) {
      if (belongs) {
        among.add(strategyId);
      } else {
        among.remove(strategyId);
      }
    }
  }

  /**
   * @param valuationInterval how often accounts are settled between orders: with the first tick of
   *     each such instant, by which the monitor values them too
   * @param memory how long an order id is remembered, event time
   */
  ExecutorProcessor(
      PaperDesk desk, Duration valuationInterval, Duration memory, Telemetry telemetry) {
    this.desk = desk;
    this.meters = new PaperMeters(telemetry);
    this.one = new OneAccount(meters);
    this.valuationInterval = valuationInterval;
    this.memory = memory;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    this.context = processorContext;
    this.waiting = null; // a revived task derives it anew from the restored accounts
    KeyValueStore<String, PaperClock> clocks =
        processorContext.getStateStore(PaperTopology.CLOCK_STORE);
    this.clock = new PartitionClock(clocks);
    this.prices = new StorePrices(processorContext.getStateStore(PaperTopology.PRICES_STORE));
    this.controls = processorContext.getStateStore(PaperTopology.CONTROLS_STORE);
    this.accounts = processorContext.getStateStore(PaperTopology.ACCOUNTS_STORE);
    this.seen =
        new Memory<>(
            processorContext.getStateStore(PaperTopology.ORDERS_STORE),
            PaperOrderMemo::getSeen,
            memory);
    this.groups = new WaitingGroups(processorContext.getStateStore(PaperTopology.GROUPS_STORE));
    this.sequence =
        new PlanSequence(
            processorContext.getStateStore(PaperTopology.PLANS_STORE),
            processorContext.getStateStore(PaperTopology.WAITING_STORE),
            memory);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Order order) {
      onOrder(record.key(), order);
    } else if (record.value() instanceof UnsoundOrder unsound) {
      onUnsound(unsound);
    } else if (record.value() instanceof PaperFlow flow) {
      onFlow(flow);
    } else if (record.value() instanceof MarketEvent event) {
      Instant tick = event.getTick().getEventTime();
      onTick(clock.advance(tick), isValuing(tick));
    }
  }

  private void onOrder(String key, Order order) {
    // What breaks the contract moves no clock: its time may be as wrong as the rest.
    Instant now =
        ContractRules.violations(key, order).isEmpty()
            ? clock.advance(order.getEventTime())
            : clock.now();
    if (!isNew(order, now)) {
      return;
    }
    if (order.getAtomicGroupId() == null) {
      take(key, List.of(order), now);
    } else {
      groups.add(order).ifPresent(group -> take(key, group, now));
    }
  }

  /**
   * Its time is not believed and moves no clock; whoever sent it hears so at once. It is remembered
   * from the wall clock's time, by which it was judged: the market's may have stood still for long.
   */
  private void onUnsound(UnsoundOrder unsound) {
    Order order = unsound.order();
    Instant judged = Instant.ofEpochMilli(context.currentSystemTimeMs());
    Instant now = clock.now().isAfter(judged) ? clock.now() : judged;
    if (isNew(order, now)) {
      reject(List.of(order), unsound.reason(), now);
      goOn(order.getStrategyId(), order.getPlanId(), now);
    }
  }

  /** Enters an order that is read for the first time. */
  private boolean isNew(Order order, Instant now) {
    String content = OrderEvents.content(order);
    PaperOrderMemo memo = seen.recall(order.getOrderId());
    if (memo != null) {
      again(order, memo.getContent().equals(content));
      return false;
    }
    seen.remember(order.getOrderId(), new PaperOrderMemo(content, now));
    sequence.enter(order, now);
    return true;
  }

  /** Executes a single order or a whole group by sequence, now or when its turn comes. */
  private void take(String key, List<Order> unit, Instant now) {
    boolean readable = OrderEvents.refusal(key, unit).isEmpty();
    if (!readable || !sequence.holdsBack(unit)) {
      execute(key, unit, now);
      goOn(unit.get(0).getStrategyId(), unit.get(0).getPlanId(), now);
    }
  }

  /** Executes what waited for what just happened to its plan. */
  private void goOn(String strategyId, String planId, Instant now) {
    Optional<List<Order>> next = sequence.takeNext(strategyId, planId);
    while (next.isPresent()) {
      execute(strategyId, next.get(), now);
      next = sequence.takeNext(strategyId, planId);
    }
  }

  /** The executor's answer to the first stands; the contract allows one terminal report only. */
  private void again(Order order, boolean same) {
    if (same) {
      meters.skipped(Skipped.DUPLICATE_ORDER);
      return;
    }
    meters.alarm(Alarm.CONFLICTING_ORDER);
    LOG.atError()
        .addKeyValue(LogFields.STRATEGY_ID, order.getStrategyId())
        .addKeyValue(LogFields.PLAN_ID, order.getPlanId())
        .addKeyValue(LogFields.ORDER_ID, order.getOrderId())
        .log(
            "order {} of strategy {} came again with another content: not executed; find out who"
                + " writes orders under a used id",
            order.getOrderId(),
            order.getStrategyId());
  }

  /** A single order, or a whole group by sequence. */
  private void execute(String key, List<Order> orders, Instant now) {
    String strategyId = orders.get(0).getStrategyId();
    PaperAccountState state = accounts.get(strategyId);
    Optional<String> refusal =
        OrderEvents.refusal(key, orders)
            .or(() -> sequence.failed(orders))
            .or(
                () ->
                    state == null
                        ? Optional.of(
                            "strategy "
                                + strategyId
                                + " has no paper account: send an OPEN to paper-flows first")
                        : Optional.empty());
    if (refusal.isPresent()) {
      reject(orders, refusal.get(), now);
      return;
    }
    one.attempt(
            strategyId,
            "order " + orders.get(0).getOrderId(),
            () -> {
              Account account = States.read(state);
              List<PaperOrder> read = orders.stream().map(OrderEvents::read).toList();
              var allowed = ControlProcessor.allowed(controls, strategyId);
              Turn turn =
                  read.get(0).isAtomic()
                      ? desk.group(account, read, allowed, prices, now)
                      : desk.order(account, read.get(0), allowed, prices, now);
              apply(strategyId, account, turn, now);
            })
        .ifPresent(failure -> reject(orders, "the paper executor failed on it: " + failure, now));
  }

  /** Whether the monitor, which sees a tick after this, will value the accounts on it. */
  private boolean isValuing(Instant tick) {
    return clock.valuation().tick(tick, valuationInterval).due() == ValuationClock.Due.RISK;
  }

  private void onTick(Instant now, boolean valuing) {
    for (String strategyId : waiting().at(valuing)) {
      List<String> plans = new ArrayList<>();
      one.attempt(
          strategyId,
          "a tick",
          () -> {
            Account account = States.read(accounts.get(strategyId));
            Turn turn = desk.tick(account, prices, now, valuing);
            apply(strategyId, account, turn, now);
            turn.reports().stream()
                .filter(report -> !report.isOfVenue())
                .forEach(report -> plans.add(report.planId()));
          });
      plans.forEach(planId -> goOn(strategyId, planId, now));
    }
    for (List<Order> incomplete : groups.takeExpired(now)) {
      String reason =
          "expired incomplete: "
              + incomplete.size()
              + " of "
              + incomplete.get(0).getGroupSize()
              + " orders of the group came";
      reject(incomplete, reason, now);
      goOn(incomplete.get(0).getStrategyId(), incomplete.get(0).getPlanId(), now);
    }
    for (List<Order> late : sequence.takeExpired(now)) {
      Order first = late.get(0);
      reject(
          late,
          "expired at "
              + first.getExpiresAt()
              + " before the steps ahead of it were filled, now is "
              + now,
          now);
      goOn(first.getStrategyId(), first.getPlanId(), now);
    }
    seen.forget(now);
    sequence.forget(now);
  }

  private void onFlow(PaperFlow event) {
    one.attempt(event.getStrategyId(), "paper flow " + event.getKind(), () -> applied(event))
        .ifPresent(failure -> meters.alarm(Alarm.BAD_FLOW));
  }

  private void applied(PaperFlow event) {
    try {
      Flow flow = FlowEvents.read(event);
      PaperAccountState state = accounts.get(flow.strategyId());
      if (state != null && flow instanceof Flow.Reward reward) {
        pay(reward, States.read(state));
      } else if (state != null && flow instanceof Flow.Told) {
        return; // this executor's own words, booked before they were said
      } else if (state != null) {
        keep(flow.strategyId(), States.read(state).after(flow));
      } else if (flow instanceof Flow.Open open) {
        keep(flow.strategyId(), Account.open(open));
      } else {
        throw new IllegalArgumentException(
            "paper flow "
                + event.getKind()
                + " of strategy "
                + flow.strategyId()
                + " needs an account: send an OPEN first");
      }
    } catch (IllegalArgumentException e) {
      meters.alarm(Alarm.BAD_FLOW);
      LOG.error("skipped at {}: {}", place(), e.getMessage());
    }
  }

  /** What a reward brings comes back as a flow of its own, for both ledgers. */
  private void pay(Flow.Reward reward, Account account) {
    try {
      desk.reward(account, reward, prices)
          .ifPresent(dust -> tell(dust.strategyId(), FlowEvents.written(dust), dust.eventTime()));
    } catch (UnpricedMarketException e) {
      throw new IllegalArgumentException(
          "reward of strategy " + reward.strategyId() + " cannot be reckoned: " + e.getMessage(),
          e);
    }
  }

  /** All is made before any of it is kept or sent. */
  private void apply(String strategyId, Account before, Turn turn, Instant now) {
    List<ExecutionReport> reports =
        turn.reports().stream()
            .map(
                report ->
                    OneAccount.sound(
                        strategyId, () -> ReportEvents.written(strategyId, report, now)))
            .toList();
    List<PaperFlow> flows =
        turn.told().stream()
            .map(told -> OneAccount.sound(strategyId, () -> FlowEvents.written(told)))
            .toList();
    if (!turn.account().equals(before)) {
      keep(strategyId, turn.account());
    }
    for (int i = 0; i < reports.size(); i++) {
      send(strategyId, turn.reports().get(i), reports.get(i), now);
    }
    flows.forEach(flow -> tell(strategyId, flow, now));
  }

  private void tell(String strategyId, PaperFlow flow, Instant at) {
    context.forward(new Record<>(strategyId, flow, at.toEpochMilli()), PaperTopology.PAYMENTS_SINK);
  }

  private void keep(String strategyId, Account account) {
    accounts.put(strategyId, States.written(account));
    waiting().keep(strategyId, account);
  }

  private void reject(List<Order> orders, String reason, Instant now) {
    for (Order order : orders) {
      OrderReport report = OrderReport.rejected(order.getOrderId(), order.getPlanId(), reason);
      String strategyId = order.getStrategyId();
      send(strategyId, report, ReportEvents.written(strategyId, report, now), now);
    }
  }

  private void send(String strategyId, OrderReport report, ExecutionReport event, Instant now) {
    if (!report.isOfVenue()) {
      sequence.told(strategyId, report, now);
    }
    meters.reported(report.status());
    log(strategyId, report);
    context.forward(
        new Record<>(strategyId, event, now.toEpochMilli()), PaperTopology.REPORTS_SINK);
  }

  private static void log(String strategyId, OrderReport report) {
    LOG.atDebug()
        .addKeyValue(LogFields.STRATEGY_ID, strategyId)
        .addKeyValue(LogFields.PLAN_ID, report.planId())
        .addKeyValue(LogFields.ORDER_ID, report.orderId())
        .log("reported {}", report.status());
  }

  private Waiting waiting() {
    if (waiting == null) {
      waiting = new Waiting(new TreeSet<>(), new TreeSet<>());
      try (KeyValueIterator<String, PaperAccountState> all = accounts.all()) {
        while (all.hasNext()) {
          KeyValue<String, PaperAccountState> entry = all.next();
          waiting.keep(entry.key, States.read(entry.value));
        }
      }
    }
    return waiting;
  }

  private String place() {
    return context
        .recordMetadata()
        .map(at -> at.topic() + "-" + at.partition() + "@" + at.offset())
        .orElse("an unknown place");
  }
}
