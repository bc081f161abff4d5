package io.strategystreams.topology;

import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What no order of a strategy exceeds, whatever was read. Judged from the events alone: what the
 * strategy could know is what its exposures said lately.
 */
final class OrderBounds {
  /**
   * An exposure may have been read a while before the order that a plan of several steps ends in.
   */
  private static final int REMEMBERED = 200;

  /** Prices move between the exposure that a limit was computed from and the order. */
  private static final BigDecimal ROOM = new BigDecimal("1.1");

  private final StrategyParameters parameters;
  private final Deque<Exposure> said = new ArrayDeque<>();
  private final Set<String> sent = new HashSet<>();

  OrderBounds(StrategyParameters parameters) {
    this.parameters = parameters;
  }

  /** What a monitor said, be it true or not. */
  void exposed(Exposure exposure) {
    said.addLast(exposure);
    if (said.size() > REMEMBERED) {
      said.removeFirst();
    }
  }

  /** What holds of every order by itself. */
  List<String> always(Order order) {
    List<String> breaches = new ArrayList<>(ContractRules.violations(order.getStrategyId(), order));
    if (order.getAmount().signum() <= 0) {
      breaches.add("amount must be above 0");
    }
    if (!sent.add(order.getOrderId())) {
      breaches.add("an order id must be used once");
    }
    Collection<Instrument> unknown =
        order.getExpectedDeltas().keySet().stream()
            .map(Instrument::parse)
            .filter(one -> !Driver.CONFIGURATION.desk().instruments().instruments().contains(one))
            .toList();
    if (!unknown.isEmpty()) {
      breaches.add("instruments must be known to the desk, was " + unknown);
    }
    return breaches;
  }

  /** A perp order that reduces is no larger than a position that an exposure showed. */
  List<String> reductions(Order order) {
    if (!Boolean.TRUE.equals(order.getReduceOnly())) {
      return List.of();
    }
    String instrument = order.getVenue() + ":Perp:" + order.getPair();
    BigDecimal held =
        said.stream()
            .map(one -> one.getPositions().getOrDefault(instrument, BigDecimal.ZERO).abs())
            .max(BigDecimal::compareTo)
            .orElse(BigDecimal.ZERO);
    return order.getAmount().compareTo(held) <= 0
        ? List.of()
        : List.of("a reduction must be within the " + held + " held, was " + order.getAmount());
  }

  /** What is bought with USDT is worth at most {@code max_order_to_equity} times the equity. */
  List<String> growth(Order order) {
    boolean trade =
        order.getOperation() == Operation.PERP_TRADE
            || order.getOperation() == Operation.SPOT_TRADE;
    if (!trade
        || order.getAction().name().startsWith("EXIT")
        || Boolean.TRUE.equals(order.getReduceOnly())
        || order.getReferencePrice() == null
        || !order.getPair().endsWith("USDT")) {
      return List.of();
    }
    Optional<BigDecimal> equity =
        said.stream()
            .filter(one -> one.getShareClass().equals("USDT"))
            .map(Exposure::getTotalExposure)
            .max(BigDecimal::compareTo);
    if (equity.isEmpty()) {
      return List.of();
    }
    BigDecimal notional = order.getAmount().multiply(order.getReferencePrice());
    BigDecimal limit = equity.get().multiply(parameters.maxOrderToEquity()).multiply(ROOM);
    return notional.compareTo(limit) <= 0
        ? List.of()
        : List.of(
            "an order must be worth at most "
                + limit.setScale(2, RoundingMode.HALF_UP)
                + ", was "
                + notional.setScale(2, RoundingMode.HALF_UP));
  }
}
