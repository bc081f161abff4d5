package io.strategystreams.backtest;

import io.strategystreams.core.money.Token;
import io.strategystreams.events.Decision;
import io.strategystreams.events.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What some strategies wrote within a day, each list in the order it came. */
final class DayResult {
  /** How a strategy stands at the end of an instant. */
  record Stand(Instant at, String strategyId, Token shareClass, Standing standing) {}

  /** What a strategy holds of an instrument at the end of the day. */
  record Position(Instant at, String strategyId, String instrument, BigDecimal amount) {}

  final List<Order> orders = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<Stand> stands = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  final List<String> deadLetters = new ArrayList<>();

  void addAll(DayResult other) {
    orders.addAll(other.orders);
    decisions.addAll(other.decisions);
    stands.addAll(other.stands);
    positions.addAll(other.positions);
    deadLetters.addAll(other.deadLetters);
  }
}
