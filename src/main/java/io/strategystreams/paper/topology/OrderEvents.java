package io.strategystreams.paper.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Orders as events and as the rules read them. */
final class OrderEvents {
  /**
   * The fields of release 0.1.0. Memos of orders outlive a version: a field that was added since,
   * as it reads where the writer did not know it, makes no other order.
   */
  static final Set<String> OF_FIRST_RELEASE =
      Set.of(
          "order_id",
          "plan_id",
          "plan_number",
          "strategy_id",
          "mode",
          "action",
          "strategy_intent",
          "venue",
          "operation",
          "pair",
          "side",
          "token_in",
          "token_out",
          "amount",
          "amount_token",
          "order_type",
          "limit_price",
          "reference_price",
          "source_venue",
          "target_venue",
          "source_token",
          "target_token",
          "expected_deltas",
          "reduce_only",
          "take_profit",
          "stop_loss",
          "slippage_tolerance",
          "flash_fee",
          "execution_mode",
          "atomic_group_id",
          "step",
          "steps",
          "sequence_in_group",
          "group_size",
          "event_time",
          "expires_at");

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
        order.getTakeProfit(),
        order.getStopLoss(),
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
    return content(order, OF_FIRST_RELEASE);
  }

  /**
   * @param first the fields that count whatever they hold; any other counts only where it holds
   *     something else than its default
   */
  static String content(Order order, Set<String> first) {
    ObjectNode json = ContractJson.toJson(order);
    for (Schema.Field field : order.getSchema().getFields()) {
      if (!first.contains(field.name())
          && Objects.equals(order.get(field.pos()), SpecificData.get().getDefaultValue(field))) {
        json.remove(field.name());
      }
    }
    try {
      byte[] text = ContractJson.write(json).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Token token(String symbol) {
    return symbol == null ? null : new Token(symbol);
  }
}
