package io.strategystreams.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What is done to whom and when: drawn from a seed, each kind of fault on each kind of victim once
 * before any comes again. Faults on different processes may overlap; a process has one at a time,
 * and of the brokers one is down at a time. Same arguments, same schedule.
 *
 * @param faults by their time
 */
public record FaultSchedule(List<Planned> faults) {
  private static final Duration UNDISTURBED = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofMillis(500);

  /**
   * A fault and its time.
   *
   * @param at from the beginning of the load
   */
  public record Planned(Duration at, Fault fault) {
    /** When it is taken back. */
    public Duration end() {
      return at.plus(fault.lasts());
    }
  }

  /**
   * How many of each there are.
   *
   * @param brokers 1 is never killed: there would be nothing to write to
   */
  public record Cast(int strategies, int papers, int brokers) {
    private int applications(Role role) {
      return role == Role.STRATEGIES ? strategies : papers;
    }
  }

  public FaultSchedule {
    faults = faults.stream().sorted(Comparator.comparing(Planned::at)).toList();
  }

  /**
   * Draws as many faults as fit.
   *
   * @param duration of the load; each fault is taken back, and the group has had time to go on,
   *     before it ends
   * @param timeouts from which follows how long faults last and how far apart they are
   */
  public static FaultSchedule of(long seed, Duration duration, Cast cast, Timeouts timeouts) {
    return new Draw(seed, cast, timeouts).until(duration.minus(timeouts.session()));
  }

  private enum Choice {
    KILL_STRATEGIES(Fault.Kind.KILL, Role.STRATEGIES),
    KILL_PAPER(Fault.Kind.KILL, Role.PAPER),
    KILL_BROKER(Fault.Kind.KILL, null),
    FREEZE_STRATEGIES(Fault.Kind.FREEZE, Role.STRATEGIES),
    FREEZE_PAPER(Fault.Kind.FREEZE, Role.PAPER),
    CUT_STRATEGIES(Fault.Kind.CUT, Role.STRATEGIES),
    CUT_PAPER(Fault.Kind.CUT, Role.PAPER);

    private final Fault.Kind kind;
    private final Role role;

    Choice(Fault.Kind kind, Role role) {
      this.kind = kind;
      this.role = role;
    }
  }

  /** One schedule being drawn. */
  private static final class Draw {
    private final SplittableRandom random;
    private final Cast cast;
    private final Timeouts timeouts;
    private final List<Choice> round = new ArrayList<>();
    private final Map<String, Duration> busyUntil = new HashMap<>();
    private Duration brokersBusyUntil = Duration.ZERO;

    private Draw(long seed, Cast cast, Timeouts timeouts) {
      this.random = new SplittableRandom(seed);
      this.cast = cast;
      this.timeouts = timeouts;
    }

    private FaultSchedule until(Duration end) {
      List<Planned> planned = new ArrayList<>();
      Duration at = UNDISTURBED;
      while (true) {
        Planned next = next(at);
        if (next.end().compareTo(end) > 0) {
          return new FaultSchedule(planned);
        }
        planned.add(next);
        Duration pause = between(timeouts.session().dividedBy(2), timeouts.session());
        at = next.at().plus(part(next.fault().lasts())).plus(pause);
      }
    }

    private Planned next(Duration earliest) {
      if (round.isEmpty()) {
        for (Choice choice : Choice.values()) {
          if (choice.role == null ? cast.brokers() > 1 : cast.applications(choice.role) > 0) {
            round.add(choice);
          }
        }
      }
      Choice choice = round.remove(random.nextInt(round.size()));
      return choice.role == null ? broker(earliest) : application(choice, earliest);
    }

    private Planned broker(Duration earliest) {
      Duration at = later(earliest, brokersBusyUntil);
      Duration lasts = between(timeouts.brokerSession(), timeouts.brokerSession().multipliedBy(3));
      Fault fault = new Fault.OfBroker(1 + random.nextInt(cast.brokers()), lasts);
      brokersBusyUntil = at.plus(lasts).plus(timeouts.surelyFenced());
      return new Planned(at, fault);
    }

    private Planned application(Choice choice, Duration earliest) {
      int count = cast.applications(choice.role);
      int number = 1 + random.nextInt(count);
      Duration lasts =
          choice.kind == Fault.Kind.KILL
              ? between(SHORTEST, timeouts.session().multipliedBy(2))
              : between(timeouts.surelyFenced(), timeouts.surelyFenced().plus(timeouts.session()));
      if (isBusy(choice.role, number, earliest)) {
        number = number % count + 1;
      }
      Fault fault = new Fault.OfApplication(choice.kind, choice.role, number, lasts);
      Duration at = later(earliest, busyUntil.getOrDefault(fault.victim(), Duration.ZERO));
      busyUntil.put(fault.victim(), at.plus(lasts).plus(timeouts.surelyFenced()));
      return new Planned(at, fault);
    }

    private boolean isBusy(Role role, int number, Duration at) {
      return busyUntil.getOrDefault(role.text() + "-" + number, Duration.ZERO).compareTo(at) > 0;
    }

    private Duration part(Duration whole) {
      return Duration.ofMillis((long) (whole.toMillis() * (0.3 + 0.7 * random.nextDouble())));
    }

    private Duration between(Duration from, Duration to) {
      return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis() + 1));
    }

    private static Duration later(Duration one, Duration other) {
      return one.compareTo(other) > 0 ? one : other;
    }
  }
}
