package io.strategystreams.cli.demo;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is injected when: for every strategy a deposit, a withdrawal of a part, a risk override for
 * a while and a withdrawal of everything, and dust for those that sell it. Spread over the run, an
 * unstaking period apart where something must be unstaked, never on a day when a market is stale. A
 * follower of signals is only asked while it holds a position, as far as the signals allow it.
 */
final class InjectionSchedule {
  /** The shortest run into which everything fits. */
  static final Duration SHORTEST = Duration.ofHours(48);

  private static final BigDecimal DEPOSIT = new BigDecimal("0.2");
  private static final BigDecimal WITHDRAWAL = new BigDecimal("0.25");
  private static final Duration HOUR = Duration.ofHours(1);

  private record DustGift(Token token, BigDecimal amount) {}

  private static final List<DustGift> DUST =
      List.of(
          new DustGift(new Token("EIGEN"), new BigDecimal("60")),
          new DustGift(new Token("ETHFI"), new BigDecimal("80")),
          new DustGift(Token.ETH, new BigDecimal("0.15")));

  private final MarketScan scan;
  private final Instant from;
  private final Instant to;
  private final Duration unstaking;
  private final List<Planned> planned = new ArrayList<>();

  private InjectionSchedule(MarketScan scan, Instant from, Instant to, Duration unstaking) {
    this.scan = scan;
    this.from = from;
    this.to = to;
    this.unstaking = unstaking;
  }

  /**
   * The injections of a run, by time.
   *
   * @param unstaking how long an unstake queues
   * @throws IllegalArgumentException if the run is shorter than {@link #SHORTEST} or than four
   *     unstakes
   */
  static List<Planned> plan(
      MarketScan scan,
      Instant from,
      Instant to,
      Duration unstaking,
      List<DemoStrategy> strategies) {
    Duration fourUnstakes = unstaking.multipliedBy(4);
    Duration shortest = fourUnstakes.compareTo(SHORTEST) > 0 ? fourUnstakes : SHORTEST;
    if (Duration.between(from, to).compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "a demo needs at least "
              + shortest.toHours()
              + " hours of market, so that everything fits in; was "
              + from
              + " to "
              + to);
    }
    InjectionSchedule schedule = new InjectionSchedule(scan, from, to, unstaking);
    for (DemoStrategy strategy : strategies) {
      if (strategy.followsSignals()) {
        schedule.addFollower(strategy);
      } else {
        schedule.addHolder(strategy);
      }
    }
    schedule.planned.sort(
        Comparator.comparing((Planned one) -> one.injection().at())
            .thenComparing(one -> one.injection().strategyId()));
    return List.copyOf(schedule.planned);
  }

  private void addHolder(DemoStrategy strategy) {
    Instant deposit = calm(share(10));
    Instant dust = calm(later(share(17), deposit.plus(HOUR)));
    Instant partial = calm(later(share(24), dust.plus(HOUR)));
    Instant override = calm(later(share(50), partial.plus(unstaking).plus(HOUR)));
    Instant lifted = override.plus(overrideLasts());
    Instant last = to.minus(unstaking).minus(HOUR.multipliedBy(6));
    Instant full = calm(later(last, lifted.plus(HOUR)));

    add(deposit(strategy, deposit), List.of(expect(Action.ENTRY_PARTIAL, deposit, partial)));
    if (strategy.mode().sellsDust()) {
      addDust(strategy, dust, partial);
    }
    add(withdrawal(strategy, partial), List.of(expect(Action.EXIT_PARTIAL, partial, override)));
    add(
        new Injection.RiskOverride(strategy.id(), override, overrideLasts()),
        List.of(
            expect(Action.EXIT_FULL, override, lifted), expect(Action.ENTRY_FULL, lifted, full)));
    add(
        new Injection.FullWithdrawal(strategy.id(), full),
        List.of(expect(Action.EXIT_FULL, full, to)));
  }

  private void addFollower(DemoStrategy strategy) {
    Instant deposit = calm(share(10));
    Instant partial = held(later(share(24), deposit.plus(HOUR)));
    Instant override = held(later(share(50), partial.plus(HOUR)));
    Instant lifted = override.plus(overrideLasts());
    Optional<Instant> opening = openingFrom(lifted);
    Instant full = held(later(to.minus(HOUR.multipliedBy(18)), opening.orElse(lifted).plus(HOUR)));

    add(deposit(strategy, deposit), List.of());
    add(withdrawal(strategy, partial), onlyIfHeld(Action.EXIT_PARTIAL, partial, from, override));
    List<Planned.Expected> exitAndReturn =
        new ArrayList<>(onlyIfHeld(Action.EXIT_FULL, override, from, lifted));
    opening.ifPresent(when -> exitAndReturn.add(expect(Action.ENTRY_FULL, lifted, full)));
    add(new Injection.RiskOverride(strategy.id(), override, overrideLasts()), exitAndReturn);
    add(
        new Injection.FullWithdrawal(strategy.id(), full),
        onlyIfHeld(Action.EXIT_FULL, full, lifted, to));
  }

  private void addDust(DemoStrategy strategy, Instant at, Instant until) {
    for (DustGift gift : DUST) {
      boolean priced =
          Optional.ofNullable(scan.firstSeen().get(Market.spot(gift.token(), Token.USDT)))
              .filter(first -> !first.isAfter(at))
              .isPresent();
      if (priced && !gift.token().equals(strategy.shareClass())) {
        add(
            new Injection.Dust(strategy.id(), at, gift.token(), gift.amount()),
            List.of(expect(Action.SELL_DUST, at, until)));
      }
    }
  }

  private static Injection deposit(DemoStrategy strategy, Instant at) {
    BigDecimal amount = strategy.capital().multiply(DEPOSIT);
    return new Injection.Deposit(strategy.id(), at, amount, strategy.shareClass());
  }

  private static Injection withdrawal(DemoStrategy strategy, Instant at) {
    BigDecimal amount = strategy.capital().multiply(WITHDRAWAL);
    return new Injection.PartialWithdrawal(strategy.id(), at, amount, strategy.shareClass());
  }

  private void add(Injection injection, List<Planned.Expected> expected) {
    planned.add(new Planned(injection, List.copyOf(expected)));
  }

  private static Planned.Expected expect(Action action, Instant from, Instant until) {
    return new Planned.Expected(action, from, until);
  }

  /** {@code action} is to be expected of a follower that holds a position opened since. */
  private List<Planned.Expected> onlyIfHeld(
      Action action, Instant at, Instant since, Instant until) {
    return holds(at, since) ? List.of(expect(action, at, until)) : List.of();
  }

  /** Whether the last signal of {@code since} to before {@code at} opened a position. */
  private boolean holds(Instant at, Instant since) {
    return scan.signals().stream()
        .filter(signal -> signal.at().isBefore(at) && !signal.at().isBefore(since))
        .reduce((first, second) -> second)
        .filter(MarketScan.ActionableSignal::opens)
        .isPresent();
  }

  /** The first hour from {@code time} on in which a follower holds a position, else that time. */
  private Instant held(Instant time) {
    for (Instant hour = time; hour.isBefore(to.minus(HOUR)); hour = hour.plus(HOUR)) {
      if (holds(hour, from) && !scan.isStaleDay(hour)) {
        return hour;
      }
    }
    return calm(time);
  }

  private Optional<Instant> openingFrom(Instant time) {
    return scan.signals().stream()
        .filter(signal -> signal.opens() && !signal.at().isBefore(time))
        .map(MarketScan.ActionableSignal::at)
        .filter(at -> at.isBefore(to.minus(HOUR.multipliedBy(2))))
        .findFirst();
  }

  /** The first hour from {@code time} on that is not in a stale day, else that time. */
  private Instant calm(Instant time) {
    for (Instant hour = time; hour.isBefore(to); hour = hour.plus(HOUR)) {
      if (!scan.isStaleDay(hour)) {
        return hour;
      }
    }
    return time;
  }

  private Duration overrideLasts() {
    long hours = Duration.between(from, to).toHours() / 24;
    return HOUR.multipliedBy(Math.max(3, Math.min(hours, 24)));
  }

  /** The hour at a share of the run, in percent. */
  private Instant share(int percent) {
    long hours = Duration.between(from, to).toHours() * percent / 100;
    return from.plus(HOUR.multipliedBy(hours));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
