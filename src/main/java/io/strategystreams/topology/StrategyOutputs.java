package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.state.StrategyState;
import io.strategystreams.topology.store.EncodedOnce;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How what a strategy leaves behind is encoded, all of it before any of it is written: what cannot
 * be encoded then changes nothing.
 */
record StrategyOutputs(
    EncodedOnce<StrategyState> states,
    Serializer<Order> orders,
    Serializer<Decision> decisions,
    Serializer<StrategyControl> controls) {

  static StrategyOutputs of(EventSerdes serdes) {
    return new StrategyOutputs(
        new EncodedOnce<>(serdes.serde(StrategyState.class)),
        serdes.serializer(Order.class),
        serdes.serializer(Decision.class),
        serdes.serializer(StrategyControl.class));
  }

  byte[] encoded(Order order) {
    return orders.serialize(Topics.ORDERS, order);
  }

  byte[] encoded(Decision decision) {
    return decisions.serialize(Topics.DECISIONS, decision);
  }

  byte[] encoded(StrategyControl control) {
    return controls.serialize(Topics.STRATEGY_CONTROLS, control);
  }
}
