package io.strategystreams.contract;

import io.strategystreams.events.Order;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Headers of every record of {@code orders}: an executor skips what is not its own by them. */
public final class OrderHeaders {
  public static final String STRATEGY_ID = "strategy_id";
  public static final String ORDER_ID = "order_id";
  public static final String VENUE = "venue";
  public static final String OPERATION = "operation";
  public static final String EXECUTION_MODE = "execution_mode";

  private OrderHeaders() {}

  /** The headers of an order, values in UTF-8. */
  public static Headers of(Order order) {
    Headers headers = new RecordHeaders();
    add(headers, STRATEGY_ID, order.getStrategyId());
    add(headers, ORDER_ID, order.getOrderId());
    add(headers, VENUE, order.getVenue());
    add(headers, OPERATION, order.getOperation().name());
    add(headers, EXECUTION_MODE, order.getExecutionMode().name());
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
