package io.strategystreams.paper.exchange;

import io.strategystreams.config.Desk;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.core.plan.OrderStatus;
import io.strategystreams.paper.ledger.Flow;
import io.strategystreams.paper.ledger.FlowRules;
import io.strategystreams.paper.ledger.MarketPrices;
import io.strategystreams.paper.ledger.Payouts;
import io.strategystreams.paper.ledger.Prices;
import io.strategystreams.paper.ledger.Valuation;
import io.strategystreams.paper.ledger.ValuationClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The executor's rules, pure: gate, chance, venue, and what is reported of it: ACCEPTED, fills that
 * grow, one terminal status; REJECTED alone where nothing was done.
 */
public final class PaperDesk {
  private final VenueSettings settings;
  private final Duration unstakingDelay;
  private final Duration valuationInterval;
  private final Payouts payouts;
  private final Chance chance;
  private final PaperExchange exchange;
  private final AtomicGroup groups;
  private final GasTank gas;

  /**
   * @param unstakingDelay how long an unstake queues; it is let out at the beginning of a valuation
   *     instant, less than an interval early, so that what follows from it never meets the
   *     exposures that end the instant
   */
  public PaperDesk(
      Desk desk, VenueSettings settings, Duration unstakingDelay, Duration valuationInterval) {
    this.settings = settings;
    this.unstakingDelay = unstakingDelay;
    this.valuationInterval = valuationInterval;
    this.payouts = new Payouts(valuationInterval, settings.initialMargin());
    this.chance = new Chance(settings.seed());
    this.exchange = new PaperExchange(desk, settings);
    this.groups = new AtomicGroup(exchange);
    this.gas = new GasTank(desk.venues());
  }

  /** A sequential order, on the account as it stands by then. */
  public Turn order(
      Account account,
      PaperOrder order,
      OrderGate.Allowed allowed,
      MarketPrices prices,
      Instant now) {
    Turn settled = exchange.settle(account, prices, now);
    return settled.then(
        kept(
            settled.account(),
            List.of(order),
            single(settled.account(), order, allowed, prices, now),
            prices,
            now));
  }

  private Turn single(
      Account account, PaperOrder order, OrderGate.Allowed allowed, Prices prices, Instant now) {
    Optional<String> refusal = OrderGate.refusal(order, allowed, account.ledger(), prices, now);
    if (refusal.isPresent()) {
      return Turn.rejecting(account, List.of(order), refusal.get());
    }
    Optional<Turn> unlucky = onDemand(account, order.orderId(), List.of(order));
    if (unlucky.isPresent()) {
      return unlucky.get();
    }
    boolean demanded = account.partialNext() > 0 && isTrade(order);
    boolean inParts =
        demanded || chance.happens(settings.partialProbability(), order.orderId(), "partial");
    Account used = demanded ? account.withOnePartial() : account;
    Outcome outcome = exchange.execute(order, account.ledger(), prices, inParts);
    if (outcome instanceof Outcome.Filled filled) {
      return Turn.reporting(used.with(filled.ledger()), reports(order, filled.fills()));
    }
    if (outcome instanceof Outcome.Queued queued) {
      Claim claim =
          new Claim(
              order.orderId(),
              order.planId(),
              queued.accepted(),
              queued.finished(),
              ValuationClock.beginning(now.plus(unstakingDelay), valuationInterval));
      // Nothing of it is filled yet; the deltas say what already moved.
      return Turn.reporting(
          used.with(queued.ledger()).with(claim),
          List.of(OrderReport.of(order, OrderStatus.ACCEPTED, unfilled(queued.accepted()))));
    }
    return Turn.rejecting(account, List.of(order), ((Outcome.Refused) outcome).reason());
  }

  /**
   * A whole atomic group: all FILLED or all REJECTED. On the account as it stands by then.
   *
   * @param orders by sequence
   */
  public Turn group(
      Account account,
      List<PaperOrder> orders,
      OrderGate.Allowed allowed,
      MarketPrices prices,
      Instant now) {
    Turn settled = exchange.settle(account, prices, now);
    return settled.then(
        kept(
            settled.account(),
            orders,
            transaction(settled.account(), orders, allowed, prices, now),
            prices,
            now));
  }

  private Turn transaction(
      Account account,
      List<PaperOrder> orders,
      OrderGate.Allowed allowed,
      Prices prices,
      Instant now) {
    for (PaperOrder order : orders) {
      Optional<String> refusal = OrderGate.refusal(order, allowed, account.ledger(), prices, now);
      if (refusal.isPresent()) {
        return Turn.rejecting(account, orders, ofGroup(order, refusal.get()));
      }
    }
    Optional<Turn> unlucky = onDemand(account, orders.get(0).groupId(), orders);
    if (unlucky.isPresent()) {
      return unlucky.get();
    }
    AtomicGroup.Result result = groups.execute(orders, account.ledger(), prices);
    if (result instanceof AtomicGroup.Result.Filled filled) {
      List<OrderReport> reports = new ArrayList<>();
      orders.forEach(
          order -> reports.add(OrderReport.of(order, OrderStatus.ACCEPTED, Fill.NOTHING)));
      for (int i = 0; i < orders.size(); i++) {
        reports.add(OrderReport.of(orders.get(i), OrderStatus.FILLED, filled.fills().get(i)));
      }
      return Turn.reporting(account.with(filled.ledger()), reports);
    }
    return Turn.rejecting(account, orders, ((AtomicGroup.Result.Refused) result).reason());
  }

  /** What the orders did to the account beside its ledger, and the gas they burnt. */
  private Turn kept(
      Account before, List<PaperOrder> orders, Turn turn, MarketPrices prices, Instant now) {
    Account after = turn.account();
    if (after.ledger() == before.ledger()) {
      return turn;
    }
    Upkeep upkeep = after.upkeep().after(orders, before.ledger(), after.ledger(), prices, now);
    return new Turn(
        Settlement.opened(after.with(upkeep), now),
        turn.reports(),
        gas.burnt(orders, prices, now).stream().toList());
  }

  /** What a protocol's reward brings to an account, if anything. */
  public Optional<Flow.Dust> reward(Account account, Flow.Reward reward, Prices prices) {
    BigDecimal held = account.upkeep().stakes().average(reward.lst(), reward.from(), reward.to());
    if (held.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal amount =
        Decimals.down(
            held.multiply(Valuation.rate(reward.lst(), prices)).multiply(reward.perUnit()));
    return amount.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new Flow.Dust(
                reward.strategyId(),
                reward.reward(),
                new Token(reward.reward().symbol()),
                amount,
                reward.eventTime()));
  }

  /**
   * Time has come to {@code now}: unstakes that are due come out, withdrawals are paid.
   *
   * @param valuing whether the account is settled before: with the first tick of an instant
   */
  public Turn tick(Account account, MarketPrices prices, Instant now, boolean valuing) {
    Turn settled = valuing ? exchange.settle(account, prices, now) : Turn.nothing(account);
    return settled.then(due(settled.account(), prices, now));
  }

  private Turn due(Account account, Prices prices, Instant now) {
    Account after = account;
    List<OrderReport> reports = new ArrayList<>();
    for (Claim claim : account.claims()) {
      if (!now.isBefore(claim.due())) {
        after =
            after
                .without(claim)
                .with(
                    after
                        .ledger()
                        .fill(
                            claim.finished().deltasSince(claim.accepted()),
                            claim.finished().price()));
        reports.add(
            new OrderReport(
                claim.orderId(), claim.planId(), OrderStatus.FILLED, claim.finished(), null, 0));
      }
    }
    List<Flow.Told> payments = List.copyOf(payouts.due(after.ledger(), prices, now));
    for (Flow.Told payment : payments) {
      after = after.with(FlowRules.apply(after.ledger(), payment));
    }
    return new Turn(after, reports, payments);
  }

  private Optional<Turn> onDemand(Account account, String id, List<PaperOrder> orders) {
    if (account.rejectNext() > 0) {
      return Optional.of(
          Turn.rejecting(
              account.withOneRejection(), orders, "rejected on demand (paper-flows REJECT_NEXT)"));
    }
    if (chance.happens(settings.rejectProbability(), id, "rejection")) {
      return Optional.of(
          Turn.rejecting(
              account,
              orders,
              "rejected by chance (probability "
                  + settings.rejectProbability().toPlainString()
                  + ", seed "
                  + settings.seed()
                  + ")"));
    }
    return Optional.empty();
  }

  private static List<OrderReport> reports(PaperOrder order, List<Fill> fills) {
    List<OrderReport> reports = new ArrayList<>();
    reports.add(OrderReport.of(order, OrderStatus.ACCEPTED, Fill.NOTHING));
    for (int i = 0; i < fills.size(); i++) {
      boolean last = i == fills.size() - 1;
      reports.add(
          OrderReport.of(
              order, last ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, fills.get(i)));
    }
    return reports;
  }

  private static Fill unfilled(Fill moved) {
    return new Fill(BigDecimal.ZERO, null, null, null, moved.deltas());
  }

  private static boolean isTrade(PaperOrder order) {
    return order.operation() == Operation.SPOT_TRADE || order.operation() == Operation.PERP_TRADE;
  }

  private static String ofGroup(PaperOrder order, String refusal) {
    return "order " + order.sequence() + " of the group: " + refusal;
  }
}
