package io.strategystreams.paper.topology;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.Side;
import io.strategystreams.events.Order;
import io.strategystreams.paper.exchange.PaperOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Orders as events and as the rules read them. */
final class OrderEvents {
  private OrderEvents() {}

  /**
   * Why an order, or a whole group by sequence, cannot be acted on: UNKNOWN anywhere, a rule of the
   * contract broken, a group with gaps. Empty if it can.
   *
   * @param key the record's key
   */
  static Optional<String> refusal(String key, List<Order> orders) {
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      String place = orders.size() == 1 ? "" : "order " + (i + 1) + " of the group: ";
      List<String> violations = ContractRules.violations(key, order);
      if (!violations.isEmpty()) {
        return Optional.of(place + String.join("; ", violations));
      }
      if (order.getSequenceInGroup() != i + 1 || order.getGroupSize() != orders.size()) {
        return Optional.of(
            place
                + "must be sequence "
                + (i + 1)
                + " of "
                + orders.size()
                + ", was "
                + order.getSequenceInGroup()
                + " of "
                + order.getGroupSize());
      }
      try {
        read(order);
      } catch (IllegalArgumentException e) {
        return Optional.of(place + e.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if the order has a {@link #refusal}
   */
  static PaperOrder read(Order order) {
    Set<Instrument> named = new TreeSet<>();
    order.getExpectedDeltas().keySet().forEach(name -> named.add(Instrument.parse(name)));
    return new PaperOrder(
        order.getOrderId(),
        order.getPlanId(),
        order.getStrategyId(),
        Action.valueOf(order.getAction().name()),
        order.getStrategyIntent(),
        Operation.valueOf(order.getOperation().name()),
        new Venue(order.getVenue()),
        order.getPair(),
        order.getSide() == null ? null : Side.valueOf(order.getSide().name()),
        token(order.getTokenIn()),
        token(order.getTokenOut()),
        Quantity.of(order.getAmount(), new Token(order.getAmountToken())),
        order.getLimitPrice(),
        order.getReferencePrice(),
        new Venue(order.getSourceVenue()),
        new Token(order.getSourceToken()),
        new Venue(order.getTargetVenue()),
        new Token(order.getTargetToken()),
        named,
        order.getReduceOnly(),
        order.getSlippageTolerance() == null
            ? null
            : BigDecimal.valueOf(order.getSlippageTolerance()),
        order.getFlashFee(),
        order.getStep(),
        order.getAtomicGroupId(),
        order.getSequenceInGroup(),
        order.getGroupSize(),
        order.getEventTime(),
        order.getExpiresAt());
  }

  /** SHA-256 of the order's content, hexadecimal: equal for equal orders, whoever wrote them. */
  static String content(Order order) {
    try {
      byte[] text = ContractJson.toLine(order).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Token token(String symbol) {
    return symbol == null ? null : new Token(symbol);
  }
}
