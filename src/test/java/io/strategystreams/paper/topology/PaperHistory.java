package io.strategystreams.paper.topology;

import static io.strategystreams.paper.PaperFixtures.EIGEN;
import static io.strategystreams.paper.PaperFixtures.NOON;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.Side;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.testing.RecordedChange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An hour of five strategies on paper that ends with something unfinished in every store. What a
 * release was recorded with stays as it is: the records name its orders.
 */
final class PaperHistory {
  static final String LENDER = "lender";
  static final String STAKER = "staker";
  static final String LEVERED = "levered";
  static final String BASIS = "basis";
  static final String HALTED = "halted";

  static final Instant END = NOON.plus(PaperDriver.VALUATION);

  /** When the unstake leaves its queue. */
  static final Instant OUT = NOON.plus(PaperDriver.UNSTAKING);

  private PaperHistory() {}

  /** The changelogs at the end. */
  static List<RecordedChange> record() {
    List<RecordedChange> changes = new ArrayList<>();
    try (PaperDriver paper = new PaperDriver()) {
      live(paper);
      paper
          .changelogs()
          .forEach(
              (store, last) ->
                  last.forEach(
                      (key, value) ->
                          changes.add(
                              RecordedChange.of(
                                  "unfinished", store, key, value, PaperDriver.reader(store)))));
    }
    return changes;
  }

  private static void live(PaperDriver paper) {
    paper.prices(NOON);
    lend(paper);
    stake(paper);
    lever(paper);
    hedge(paper);
    paper.flow(
        PaperFlows.open(HALTED, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(100), NOON));
    paper.control(HALTED, ControlState.HALTED);
    paper.tick(NOON).tick(NOON.plusSeconds(1));
    paper.prices(END).tick(END); // pays, publishes risk, owes exposures
  }

  /** Asks back more than is free; its next order is to be rejected. */
  private static void lend(PaperDriver paper) {
    paper.flow(
        PaperFlows.open(LENDER, Mode.PURE_LENDING_USDT, Token.USDT, new BigDecimal(1000), NOON));
    paper.order(supplied());
    paper.flow(PaperFlows.rejectNext(LENDER, 1, NOON));
    paper.flow(PaperFlows.withdraw(LENDER, new BigDecimal(700), NOON));
  }

  /** An unstake queues, two steps released with it wait. */
  private static void stake(PaperDriver paper) {
    paper.flow(PaperFlows.open(STAKER, Mode.ETH_STAKING_ONLY, Token.ETH, BigDecimal.ZERO, NOON));
    deposit(paper, STAKER, "wallet:BaseToken:WETH", "20.8");
    paper.order(OrderEvent.stake(STAKER, "before", "10.4").build());
    paper.order(released(OrderEvent.unstake(STAKER, "u1", "5"), 1));
    paper.order(released(OrderEvent.stake(STAKER, "s2", "1"), 2));
    paper.order(released(OrderEvent.stake(STAKER, "s3", "1"), 3));
    paper.flow(PaperFlows.dust(STAKER, Venue.WALLET, EIGEN, new BigDecimal("12.5"), NOON));
  }

  /** Two of a group's five orders came. */
  private static void lever(PaperDriver paper) {
    paper.flow(PaperFlows.open(LEVERED, Mode.ETH_LEVERAGED, Token.ETH, BigDecimal.ZERO, NOON));
    deposit(paper, LEVERED, "wallet:BaseToken:WETH", "20.8");
    paper.order(OrderEvent.stake(LEVERED, "stake-1", "10.4").build());
    leverUp().subList(0, 2).forEach(paper::order);
    paper.flow(PaperFlows.targetLtv(LEVERED, 0.6, NOON));
  }

  /** Short, under every limit of the risk monitor; its next trade fills in parts. */
  private static void hedge(PaperDriver paper) {
    paper.flow(PaperFlows.open(BASIS, Mode.ETH_BASIS, Token.USDT, BigDecimal.ZERO, NOON));
    deposit(paper, BASIS, "bybit:BaseToken:USDT", "9000");
    paper.order(OrderEvent.perp(BASIS, "short", Side.SHORT, "1").build());
    paper.flow(PaperFlows.partialNext(BASIS, 1, NOON));
    paper.flow(PaperFlows.riskOverride(BASIS, Duration.ofHours(3), NOON));
    paper.flow(PaperFlows.equityFraction(BASIS, 0.5, NOON));
    paper.control(BASIS, ControlState.REDUCE_ONLY);
  }

  /** The lender's order that was filled. */
  static Order supplied() {
    return OrderEvent.supply(LENDER, "o1", "400").build();
  }

  /** Borrows 10.4 in a flash, stakes all 20.8, supplies it, borrows 10.4 back. */
  static List<Order> leverUp() {
    return List.of(
        inGroup(flash(1, Operation.FLASH_BORROW), 1),
        inGroup(OrderEvent.stake(LEVERED, "g-2", "20.8"), 2),
        inGroup(
            OrderEvent.order(LEVERED, "g-3", "aave_v3", Operation.SUPPLY, "20", "weETH")
                .setTokenIn("weETH")
                .setTokenOut("aweETH"),
            3),
        inGroup(
            OrderEvent.order(LEVERED, "g-4", "aave_v3", Operation.BORROW, "10.4", "WETH")
                .setTokenOut("WETH"),
            4),
        inGroup(flash(5, Operation.FLASH_REPAY), 5));
  }

  private static Order.Builder flash(int place, Operation operation) {
    return OrderEvent.order(LEVERED, "g-" + place, "instadapp", operation, "10.4", "WETH");
  }

  private static Order inGroup(Order.Builder order, int place) {
    return OrderEvent.grouped(order, "g", place, 5).setPlanId("pg").setExpiresAt(OUT).build();
  }

  private static Order released(Order.Builder order, int step) {
    return order.setPlanId("p").setStep(step).setSteps(3).setExpiresAt(OUT.plusSeconds(60)).build();
  }

  private static void deposit(PaperDriver paper, String who, String where, String amount) {
    paper.flow(PaperFlows.deposit(who, Instrument.parse(where), new BigDecimal(amount), NOON));
  }
}
