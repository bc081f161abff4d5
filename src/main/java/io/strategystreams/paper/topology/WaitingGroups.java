package io.strategystreams.paper.topology;

import io.strategystreams.events.Order;
import io.strategystreams.state.PaperGroupState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Atomic groups of which not all orders have come yet. */
final class WaitingGroups {
  private final KeyValueStore<String, PaperGroupState> store;

  WaitingGroups(KeyValueStore<String, PaperGroupState> store) {
    this.store = store;
  }

  /** Adds an order; the whole group by sequence once it is complete. */
  Optional<List<Order>> add(Order order) {
    String key = order.getStrategyId() + "/" + order.getAtomicGroupId();
    PaperGroupState waiting = store.get(key);
    List<Order> orders = new ArrayList<>(waiting == null ? List.of() : waiting.getOrders());
    orders.add(order);
    int size = orders.stream().mapToInt(Order::getGroupSize).max().orElseThrow();
    if (orders.size() < size) {
      store.put(key, new PaperGroupState(orders));
      return Optional.empty();
    }
    store.delete(key);
    orders.sort(Comparator.comparingInt(Order::getSequenceInGroup));
    return Optional.of(orders);
  }

  /** Takes out every group none of whose orders may be executed any more. */
  List<List<Order>> takeExpired(Instant now) {
    List<String> keys = new ArrayList<>();
    List<List<Order>> expired = new ArrayList<>();
    try (KeyValueIterator<String, PaperGroupState> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, PaperGroupState> entry = all.next();
        List<Order> orders = entry.value.getOrders();
        if (orders.stream().allMatch(order -> now.isAfter(order.getExpiresAt()))) {
          keys.add(entry.key);
          expired.add(orders);
        }
      }
    }
    keys.forEach(store::delete);
    return expired;
  }
}
