package io.strategystreams.paper.topology;

import io.strategystreams.config.LendingTerms;
import io.strategystreams.core.market.Market;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.metrics.LogFields;
import io.strategystreams.metrics.Telemetry;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.PaperLedger;
import io.strategystreams.paper.ledger.ReportedFill;
import io.strategystreams.paper.ledger.RiskRules;
import io.strategystreams.paper.ledger.UnpricedMarketException;
import io.strategystreams.paper.ledger.ValuationClock;
import io.strategystreams.paper.ledger.Watch;
import io.strategystreams.paper.topology.PaperMeters.Alarm;
import io.strategystreams.paper.topology.PaperMeters.Skipped;
import io.strategystreams.state.PaperClock;
import io.strategystreams.state.PaperReportMemo;
import io.strategystreams.state.PaperWatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * The monitor's half: reports, flows and ticks in, exposures and risk assessments out. It learns of
 * executions from the reports alone, as a monitor beside a real executor would.
 */
final class MonitorProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(MonitorProcessor.class);

  private final MonitorEvents events = new MonitorEvents();
  private final RiskRules risk;
  private final PaperMeters meters;
  private final OneAccount one;
  private final LendingTerms lending;
  private final Duration valuationInterval;
  private final Duration memory;

  private ProcessorContext<String, SpecificRecord> context;
  private PartitionClock clock;
  private StorePrices prices;
  private KeyValueStore<String, PaperWatchState> watches;
  private Memory<PaperReportMemo> reported;
  private final Set<Market> named = new TreeSet<>();

  /**
   * @param risk what is looked for in each book
   * @param lending terms of loans
   * @param memory how long an order's reports are remembered, event time
   */
  MonitorProcessor(
      RiskRules risk,
      LendingTerms lending,
      Duration valuationInterval,
      Duration memory,
      Telemetry telemetry) {
    this.risk = risk;
    this.meters = new PaperMeters(telemetry);
    this.one = new OneAccount(meters);
    this.lending = lending;
    this.valuationInterval = valuationInterval;
    this.memory = memory;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    this.context = processorContext;
    KeyValueStore<String, PaperClock> clocks =
        processorContext.getStateStore(PaperTopology.CLOCK_STORE);
    this.clock = new PartitionClock(clocks);
    this.prices = new StorePrices(processorContext.getStateStore(PaperTopology.PRICES_STORE));
    this.watches = processorContext.getStateStore(PaperTopology.WATCHES_STORE);
    this.reported =
        new Memory<>(
            processorContext.getStateStore(PaperTopology.REPORTS_STORE),
            PaperReportMemo::getSeen,
            memory);
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof ExecutionReport report) {
      onReport(report);
    } else if (record.value() instanceof PaperFlow flow) {
      onFlow(flow);
    } else if (record.value() instanceof MarketEvent event) {
      onTick(event.getTick().getEventTime());
    }
  }

  /** Reports of other executors may name what this monitor cannot value: an alarm, not the end. */
  private void onReport(ExecutionReport report) {
    one.attempt(
            report.getStrategyId(),
            "report on order " + report.getOrderId(),
            () -> bookOrSay(report))
        .ifPresent(failure -> meters.alarm(Alarm.STRANGE_REPORT));
  }

  private void bookOrSay(ExecutionReport report) {
    try {
      book(report);
    } catch (IllegalArgumentException e) {
      meters.alarm(Alarm.STRANGE_REPORT);
      LOG.atWarn()
          .addKeyValue(LogFields.STRATEGY_ID, report.getStrategyId())
          .addKeyValue(LogFields.PLAN_ID, report.getPlanId())
          .addKeyValue(LogFields.ORDER_ID, report.getOrderId())
          .log("report of order {} is not booked: {}", report.getOrderId(), e.getMessage());
    }
  }

  private void book(ExecutionReport report) {
    Instant now = clock.advance(report.getEventTime());
    long offset = context.recordMetadata().orElseThrow().offset();
    PaperWatchState state = watches.get(report.getStrategyId());
    if (state == null) {
      meters.alarm(Alarm.STRANGE_REPORT);
      return;
    }
    Watch watch = States.read(state).at(now);
    ReportedFill known = ReportEvents.read(reported.recall(report.getOrderId()));
    ReportedFill told = ReportEvents.read(report);
    boolean news = report.getStatus() != ReportStatus.UNKNOWN && known.isOvertakenBy(told);
    PaperLedger ledger = news ? known.applied(watch.ledger(), told) : watch.ledger();
    Watch next = watch.reported(ledger, offset);
    watches.put(report.getStrategyId(), States.written(next));
    if (news) {
      reported.remember(report.getOrderId(), ReportEvents.memo(told, now));
    } else {
      meters.skipped(Skipped.OLD_REPORT);
    }
    publishExposure(next, now);
  }

  /** Flows that cannot be applied are the executor's alarm; here they change nothing. */
  private void onFlow(PaperFlow event) {
    one.attempt(event.getStrategyId(), "paper flow " + event.getKind(), () -> applied(event));
  }

  private void applied(PaperFlow event) {
    try {
      Flow flow = FlowEvents.read(event);
      PaperWatchState state = watches.get(flow.strategyId());
      if (state != null) {
        Watch before = States.read(state);
        Watch after = before.after(flow);
        watches.put(flow.strategyId(), States.written(after));
        Instant now = clock.now();
        if (!before.at(now).ledger().isWhole() && after.at(now).ledger().isWhole()) {
          publishExposure(after.at(now), now); // it was withheld until this came
        }
      } else if (flow instanceof Flow.Open open) {
        watches.put(flow.strategyId(), States.written(Watch.open(open)));
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("skipped: {}", e.getMessage());
    }
  }

  private void onTick(Instant tick) {
    Instant now = clock.advance(tick);
    ValuationClock.Step step = clock.valuation().tick(tick, valuationInterval);
    if (!step.next().equals(clock.valuation())) {
      clock.valued(step.next());
    }
    switch (step.due()) {
      case NOTHING -> {}
      case RISK -> known(now).forEach(watch -> publishRisk(watch, now));
      case EXPOSURES -> known(now).forEach(watch -> publishExposure(watch, now));
    }
    reported.forget(now);
  }

  /** Every strategy of the partition by name, payments whose time has come in effect. */
  private List<Watch> known(Instant now) {
    List<Watch> known = new ArrayList<>();
    try (KeyValueIterator<String, PaperWatchState> all = watches.all()) {
      while (all.hasNext()) {
        KeyValue<String, PaperWatchState> entry = all.next();
        one.attempt(entry.key, "a payment", () -> known.add(States.read(entry.value).at(now)));
      }
    }
    return known;
  }

  /** A book that lacks what the executor told is not shown: the rest is on its way. */
  private void publishExposure(Watch watch, Instant now) {
    if (!watch.ledger().isWhole()) {
      meters.skipped(Skipped.WITHHELD_EXPOSURE);
      return;
    }
    String strategyId = watch.ledger().profile().strategyId();
    one.attempt(strategyId, "valuation", () -> valued(strategyId, watch, now));
  }

  private void valued(String strategyId, Watch watch, Instant now) {
    try {
      Exposure exposure = OneAccount.sound(strategyId, () -> events.exposure(watch, prices, now));
      send(PaperTopology.EXPOSURES_SINK, watch, exposure, now);
    } catch (UnpricedMarketException e) {
      meters.skipped(Skipped.UNPRICED_EXPOSURE);
      if (named.add(e.market())) {
        LOG.warn(
            "no exposure of strategy {} (and others that hold it): {}", strategyId, e.getMessage());
      }
    }
  }

  private void publishRisk(Watch watch, Instant now) {
    String strategyId = watch.ledger().profile().strategyId();
    one.attempt(strategyId, "risk assessment", () -> assessed(strategyId, watch, now));
  }

  private void assessed(String strategyId, Watch watch, Instant now) {
    RiskRules.Reading reading = risk.read(watch.ledger(), prices, lending);
    Watch guarded = risk.guarded(watch, reading, now);
    RiskAssessment assessment =
        OneAccount.sound(strategyId, () -> events.risk(guarded, reading, now));
    if (guarded != watch) {
      watches.put(strategyId, States.written(guarded));
    }
    send(PaperTopology.RISK_SINK, guarded, assessment, now);
  }

  private void send(String sink, Watch watch, SpecificRecord event, Instant now) {
    context.forward(
        new Record<>(watch.ledger().profile().strategyId(), event, now.toEpochMilli()), sink);
  }
}
