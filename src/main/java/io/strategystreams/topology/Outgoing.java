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
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Sends what goes out of a strategy to its topic, and counts it. */
final class Outgoing implements Output.Cases<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private final ProcessorContext<Object, Object> context;
  private final TaskMeters meters;

  Outgoing(ProcessorContext<Object, Object> context, TaskMeters meters) {
    this.context = context;
    this.meters = meters;
  }

  @Override
  public Void decisionMade(Output.DecisionMade made) {
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
    meters.decided(made);
    log(made, decision.getPlanId());
    context.forward(
        new Record<>(made.strategyId(), decision, made.now().toEpochMilli()),
        TopologyNames.DECISIONS_SINK);
    return null;
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
  public Void stepSent(Output.StepSent sent) {
    PlanIdentity plan =
        new PlanIdentity(
            sent.strategyId(),
            sent.mode(),
            sent.incarnation(),
            sent.planNumber(),
            sent.action(),
            sent.steps());
    for (Order order :
        OrderWriter.step(plan, sent.number(), sent.step(), sent.now(), sent.expiresAt())) {
      meters.ordered(order);
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
      context.forward(
          new Record<>(sent.strategyId(), order, sent.now().toEpochMilli(), OrderHeaders.of(order)),
          TopologyNames.ORDERS_SINK);
    }
    meters.left(context.currentSystemTimeMs());
    return null;
  }

  @Override
  public Void evaluationRepeated(Reason reason) {
    meters.repeated(reason);
    return null;
  }

  @Override
  public Void controlRestored(Output.ControlRestored restored) {
    Control inForce = restored.control();
    LOG.atWarn()
        .addKeyValue(LogFields.STRATEGY_ID, restored.strategyId())
        .log(
            "control {} of {}, by {} since {}, stays in force and is written to {} again, behind an"
                + " older or unordered record",
            inForce.state(),
            restored.strategyId(),
            inForce.author(),
            inForce.time(),
            Topics.STRATEGY_CONTROLS);
    context.forward(
        new Record<>(
            restored.strategyId(),
            new RestoredControl(
                context.taskId().partition(), ControlWriter.event(restored.strategyId(), inForce)),
            inForce.time().toEpochMilli()),
        TopologyNames.CONTROLS_SINK);
    return null;
  }

  @Override
  public Void ignored(Output.Cause cause) {
    meters.ignored(cause.name());
    return null;
  }
}
