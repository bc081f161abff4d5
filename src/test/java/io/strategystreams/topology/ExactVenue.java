package io.strategystreams.topology;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.ReportStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Executor and monitor of one strategy at prices that never move: an order does exactly what it
 * expects, an unstake queues until it is told to end.
 */
public final class ExactVenue {
  /** ETH and BTC in USDT, weETH in WETH. */
  public static final BigDecimal ETH = new BigDecimal("2000");

  public static final BigDecimal BTC = new BigDecimal("60000");
  public static final BigDecimal WEETH = new BigDecimal("1.05");
  public static final BigDecimal EIGEN = new BigDecimal("3");

  private final String strategyId;
  private final String shareClass;
  private final Map<String, BigDecimal> positions = new TreeMap<>();
  private final Map<String, BigDecimal> dust = new TreeMap<>();
  private final List<Order> queued = new ArrayList<>();
  private BigDecimal withdrawal;
  private boolean withdrawsAll;

  public ExactVenue(String strategyId, String shareClass) {
    this.strategyId = strategyId;
    this.shareClass = shareClass;
  }

  /** Pays in. */
  public void deposit(String instrument, String amount) {
    move(instrument, new BigDecimal(amount));
  }

  void findDust(String token, String amount) {
    deposit("wallet:BaseToken:" + token, amount);
    dust.merge(token, new BigDecimal(amount), BigDecimal::add);
  }

  void askBack(String amount) {
    withdrawal = new BigDecimal(amount);
  }

  void askAllBack() {
    withdrawsAll = true;
  }

  /** What is held of it. */
  public BigDecimal at(String instrument) {
    return positions.getOrDefault(instrument, BigDecimal.ZERO);
  }

  /** The instruments held, perps and debt included. */
  Map<String, BigDecimal> positions() {
    return positions;
  }

  boolean hasQueued() {
    return !queued.isEmpty();
  }

  /** What the executor reports: accepted where the order queues, else filled. */
  public ExecutionReport execute(Order order, Instant now) {
    if (order.getOperation() == Operation.UNSTAKE) {
      queued.add(order);
      Map<String, BigDecimal> accepted = new HashMap<>();
      order
          .getExpectedDeltas()
          .forEach(
              (instrument, delta) ->
                  accepted.put(delta.signum() > 0 ? "etherfi:Unstaking:WETH" : instrument, delta));
      accepted.forEach(this::move);
      return report(order, ReportStatus.ACCEPTED, BigDecimal.ZERO, accepted, now);
    }
    order.getExpectedDeltas().forEach(this::move);
    sellDust(order);
    return report(order, ReportStatus.FILLED, order.getAmount(), order.getExpectedDeltas(), now);
  }

  /** The queue of the protocol ends for the order that waits longest. */
  ExecutionReport endQueue(Instant now) {
    Order order = queued.remove(0);
    order
        .getExpectedDeltas()
        .forEach(
            (instrument, delta) -> {
              if (delta.signum() > 0) {
                move("etherfi:Unstaking:WETH", delta.negate());
                move(instrument, delta);
              }
            });
    return report(order, ReportStatus.FILLED, order.getAmount(), order.getExpectedDeltas(), now);
  }

  /** Nothing of it was done. */
  public ExecutionReport reject(Order order, Instant now) {
    return report(order, ReportStatus.REJECTED, BigDecimal.ZERO, Map.of(), now);
  }

  static ExecutionReport report(
      Order order,
      ReportStatus status,
      BigDecimal filled,
      Map<String, BigDecimal> deltas,
      Instant now) {
    return ExecutionReport.newBuilder()
        .setOrderId(order.getOrderId())
        .setPlanId(order.getPlanId())
        .setStrategyId(order.getStrategyId())
        .setStatus(status)
        .setFilledAmount(scaled(filled))
        .setDeltas(deltas)
        .setReason(status == ReportStatus.REJECTED ? "no such luck" : null)
        .setEventTime(now)
        .build();
  }

  /** What the monitor reports. */
  public Exposure exposure(Instant now, Long lastReportOffset) {
    Map<String, BigDecimal> scaled = new TreeMap<>();
    positions.forEach((instrument, amount) -> scaled.put(instrument, scaled(amount)));
    Map<String, BigDecimal> scaledDust = new TreeMap<>();
    dust.forEach((token, amount) -> scaledDust.put(token, scaled(amount)));
    return Exposure.newBuilder()
        .setStrategyId(strategyId)
        .setShareClass(shareClass)
        .setTotalExposure(scaled(equity()))
        .setPositions(scaled)
        .setDustTokens(scaledDust)
        .setWithdrawalRequested(withdrawal != null || withdrawsAll)
        .setWithdrawalAmount(withdrawal == null ? null : scaled(withdrawal))
        .setLastReportOffset(lastReportOffset)
        .setEventTime(now)
        .build();
  }

  BigDecimal equity() {
    BigDecimal usdt = BigDecimal.ZERO;
    for (Map.Entry<String, BigDecimal> position : positions.entrySet()) {
      Instrument instrument = Instrument.parse(position.getKey());
      BigDecimal value = position.getValue().multiply(price(instrument));
      usdt = instrument.type() == PositionType.DEBT_TOKEN ? usdt.subtract(value) : usdt.add(value);
    }
    return usdt.divide(price(shareClass), 18, RoundingMode.DOWN);
  }

  /** Prices never move, so a perp is worth what it was opened at: nothing. */
  private static BigDecimal price(Instrument instrument) {
    return switch (instrument.type()) {
      case BASE_TOKEN, LST, UNSTAKING -> price(instrument.symbol());
      case A_TOKEN -> price(instrument.symbol().substring(1));
      case DEBT_TOKEN -> price(instrument.symbol().substring(4));
      case PERP -> BigDecimal.ZERO;
    };
  }

  private static BigDecimal price(String token) {
    return switch (token) {
      case "USDT" -> BigDecimal.ONE;
      case "ETH", "WETH" -> ETH;
      case "weETH" -> ETH.multiply(WEETH);
      case "BTC" -> BTC;
      case "EIGEN" -> EIGEN;
      default -> throw new IllegalArgumentException("no price of " + token);
    };
  }

  private void sellDust(Order order) {
    if (order.getOperation() == Operation.SPOT_TRADE) {
      dust.remove(order.getTokenIn());
    }
  }

  private void move(String instrument, BigDecimal delta) {
    BigDecimal after = at(instrument).add(delta);
    if (after.signum() == 0) {
      positions.remove(instrument);
    } else {
      positions.put(instrument, after);
    }
  }

  private static BigDecimal scaled(BigDecimal amount) {
    return amount.setScale(18, RoundingMode.UNNECESSARY);
  }
}
