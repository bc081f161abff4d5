package io.strategystreams.topology;

import io.strategystreams.contract.ControlWriter;
import io.strategystreams.contract.DecisionWriter;
import io.strategystreams.contract.OrderHeaders;
import io.strategystreams.contract.OrderWriter;
import io.strategystreams.contract.PlanIdentity;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import io.strategystreams.metrics.LogFields;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Makes what goes out of a strategy ready: encoded, so that nothing can go wrong any more when it
 * is sent to its topic and counted.
 */
final class Outgoing implements Output.Cases<Outgoing.Ready> {
  /** An output that only needs to be sent. */
  @FunctionalInterface
  interface Ready {
    void send();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private final ProcessorContext<Object, Object> context;
  private final StrategyOutputs encoding;
  private final TaskMeters meters;

  Outgoing(ProcessorContext<Object, Object> context, StrategyOutputs encoding, TaskMeters meters) {
    this.context = context;
    this.encoding = encoding;
    this.meters = meters;
  }

  @Override
  public Ready decisionMade(Output.DecisionMade made) {
    Decision decision =
        DecisionWriter.decision(
            new DecisionWriter.Occasion(
                made.strategyId(),
                made.mode() == null ? "" : made.mode().id(),
                made.incarnation(),
                made.number(),
                made.trigger().toString(),
                made.configVersion(),
                made.now()),
            made.ruling(),
            made.planNumber(),
            made.orderIds());
    byte[] bytes = encoding.encoded(decision);
    return () -> {
      meters.decided(made);
      log(made, decision.getPlanId());
      context.forward(
          new Record<>(made.strategyId(), bytes, made.now().toEpochMilli()),
          TopologyNames.DECISIONS_SINK);
    };
  }

  private static void log(Output.DecisionMade made, String planId) {
    LoggingEventBuilder event =
        (made.alarm() ? LOG.atError() : LOG.atDebug())
            .addKeyValue(LogFields.STRATEGY_ID, made.strategyId());
    if (planId != null) {
      event = event.addKeyValue(LogFields.PLAN_ID, planId);
    }
    event.log(
        made.alarm() ? "ALARM strategy {} {}: {} ({})" : "strategy {} {}: {} ({})",
        made.strategyId(),
        made.ruling().reason(),
        made.ruling().detail(),
        made.trigger());
  }

  @Override
  public Ready stepSent(Output.StepSent sent) {
    PlanIdentity plan =
        new PlanIdentity(
            sent.strategyId(),
            sent.mode(),
            sent.incarnation(),
            sent.planNumber(),
            sent.action(),
            sent.steps());
    List<Order> orders =
        OrderWriter.step(plan, sent.number(), sent.step(), sent.now(), sent.expiresAt());
    List<Record<Object, Object>> records = new ArrayList<>(orders.size());
    for (Order order : orders) {
      records.add(
          new Record<>(
              sent.strategyId(),
              encoding.encoded(order),
              sent.now().toEpochMilli(),
              OrderHeaders.of(order)));
    }
    return () -> {
      for (int i = 0; i < orders.size(); i++) {
        meters.ordered(orders.get(i));
        log(orders.get(i));
        context.forward(records.get(i), TopologyNames.ORDERS_SINK);
      }
      meters.left(context.currentSystemTimeMs());
    };
  }

  private static void log(Order order) {
    LOG.atDebug()
        .addKeyValue(LogFields.STRATEGY_ID, order.getStrategyId())
        .addKeyValue(LogFields.PLAN_ID, order.getPlanId())
        .addKeyValue(LogFields.ORDER_ID, order.getOrderId())
        .log(
            "order {} {} {} {} at {}, step {} of {}",
            order.getAction(),
            order.getOperation(),
            Decimals.plain(order.getAmount()),
            order.getAmountToken(),
            order.getVenue(),
            order.getStep(),
            order.getSteps());
  }

  @Override
  public Ready evaluationRepeated(Reason reason) {
    return () -> meters.repeated(reason);
  }

  @Override
  public Ready controlRestored(Output.ControlRestored restored) {
    Control inForce = restored.control();
    RestoredControl control =
        new RestoredControl(
            context.taskId().partition(),
            encoding.encoded(ControlWriter.event(restored.strategyId(), inForce)));
    return () -> {
      LOG.atWarn()
          .addKeyValue(LogFields.STRATEGY_ID, restored.strategyId())
          .log(
              "control {} of {}, by {} since {}, stays in force and is written to {} again, behind"
                  + " an older or unordered record",
              inForce.state(),
              restored.strategyId(),
              inForce.author(),
              inForce.time(),
              Topics.STRATEGY_CONTROLS);
      context.forward(
          new Record<>(restored.strategyId(), control, inForce.time().toEpochMilli()),
          TopologyNames.CONTROLS_SINK);
    };
  }

  @Override
  public Ready ignored(Output.Cause cause) {
    return () -> meters.ignored(cause.name());
  }
}
