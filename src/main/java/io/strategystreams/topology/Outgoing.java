package io.strategystreams.topology;

import io.strategystreams.contract.DecisionWriter;
import io.strategystreams.contract.OrderHeaders;
import io.strategystreams.contract.OrderWriter;
import io.strategystreams.contract.PlanIdentity;
import io.strategystreams.core.engine.Output;
import io.strategystreams.core.strategy.Reason;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import io.strategystreams.topology.TopologyMetrics.Count;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what goes out of a strategy to its topic, and counts it. */
final class Outgoing implements Output.Cases<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private final ProcessorContext<Object, Object> context;
  private final TopologyMetrics metrics;

  Outgoing(ProcessorContext<Object, Object> context, TopologyMetrics metrics) {
    this.context = context;
    this.metrics = metrics;
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
    metrics.count(Count.DECISIONS, made.ruling().reason().name());
    if (made.alarm()) {
      metrics.count(Count.ALARMS, made.ruling().reason().name());
      LOG.error(
          "ALARM strategy {} {}: {} ({})",
          made.strategyId(),
          made.ruling().reason(),
          made.ruling().detail(),
          made.trigger());
    }
    context.forward(
        new Record<>(made.strategyId(), decision, made.now().toEpochMilli()),
        TopologyNames.DECISIONS_SINK);
    return null;
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
      metrics.count(Count.ORDERS, order.getOperation().name());
      context.forward(
          new Record<>(sent.strategyId(), order, sent.now().toEpochMilli(), OrderHeaders.of(order)),
          TopologyNames.ORDERS_SINK);
    }
    return null;
  }

  @Override
  public Void evaluationRepeated(Reason reason) {
    metrics.count(Count.REPEATED_EVALUATIONS, reason.name());
    return null;
  }

  @Override
  public Void ignored(Output.Cause cause) {
    metrics.count(Count.IGNORED, cause.name());
    return null;
  }
}
