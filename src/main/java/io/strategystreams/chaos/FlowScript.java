package io.strategystreams.chaos;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What comes to the paper accounts, drawn from a seed: one flow after the other, each round once to
 * every strategy in an order of its own. Who was asked for everything is paid in anew the next
 * time. Same seed and strategies, same flows but for their times.
 */
final class FlowScript {
  private static final Duration OVERRIDE = Duration.ofSeconds(4);
  private static final List<Token> DUST = List.of(new Token("EIGEN"), new Token("ETHFI"));
  private static final BigDecimal DUST_AMOUNT = new BigDecimal("60");

  /** Steps of a hundredth of the capital. */
  private static final int PERCENT = 2;

  private enum Kind {
    DEPOSIT,
    WITHDRAW,
    WITHDRAW_ALL,
    OVERRIDE,
    DUST,
    FRACTION
  }

  private final List<Staged> strategies;
  private final SplittableRandom random;
  private final TreeSet<String> emptied = new TreeSet<>();
  private final TreeSet<String> limited = new TreeSet<>();
  private final List<Staged> round = new ArrayList<>();

  FlowScript(long seed, List<Staged> strategies) {
    this.random = new SplittableRandom(seed);
    this.strategies = List.copyOf(strategies);
  }

  /** The next one, at that time. */
  PaperFlow next(Instant at) {
    if (round.isEmpty()) {
      round.addAll(strategies);
    }
    Staged one = round.remove(random.nextInt(round.size()));
    if (emptied.remove(one.id())) {
      return deposit(one, one.capital(), at);
    }
    Kind[] kinds = Kind.values();
    return switch (kinds[random.nextInt(kinds.length)]) {
      case DEPOSIT -> deposit(one, percent(one, 10, 50), at);
      case WITHDRAW -> PaperFlows.withdraw(one.id(), percent(one, 10, 30), at);
      case WITHDRAW_ALL -> {
        emptied.add(one.id());
        yield PaperFlows.withdrawAll(one.id(), at);
      }
      case OVERRIDE -> PaperFlows.riskOverride(one.id(), OVERRIDE, at);
      case DUST ->
          one.mode().sellsDust()
              ? PaperFlows.dust(
                  one.id(), Venue.WALLET, DUST.get(random.nextInt(DUST.size())), DUST_AMOUNT, at)
              : deposit(one, percent(one, 5, 20), at);
      case FRACTION -> fraction(one, at);
    };
  }

  /** Takes back what would last: limits of the equity at work. */
  List<PaperFlow> last(Instant at) {
    return limited.stream().map(id -> PaperFlows.equityFraction(id, null, at)).toList();
  }

  private PaperFlow fraction(Staged one, Instant at) {
    if (limited.remove(one.id())) {
      return PaperFlows.equityFraction(one.id(), null, at);
    }
    limited.add(one.id());
    return PaperFlows.equityFraction(one.id(), 0.25 + random.nextInt(3) * 0.25, at);
  }

  private static PaperFlow deposit(Staged one, BigDecimal amount, Instant at) {
    Venue home = StrategyProfile.homeOf(one.mode());
    return PaperFlows.deposit(one.id(), Instrument.base(home, one.shareClass()), amount, at);
  }

  private BigDecimal percent(Staged one, int from, int to) {
    return one.capital().multiply(BigDecimal.valueOf(random.nextInt(from, to + 1), PERCENT));
  }
}
