package io.strategystreams.lifecycle;

import io.strategystreams.lifecycle.Pulse.Beat;
import io.strategystreams.lifecycle.Pulse.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an application lives and whether it works. Pure.
 *
 * @param live false where only starting it again helps
 * @param ready whether it works on every task that it was given
 * @param problems why it does not live, or which tasks stand still, for people
 */
public record Health(boolean live, boolean ready, List<String> problems) {
  /**
   * Ticks come each second to every partition; the alert on tasks that stand still waits as long.
   */
  static final Duration STANDSTILL = Duration.ofSeconds(60);

  public Health {
    problems = List.copyOf(problems);
  }

  /**
   * Judges what was seen. Brokers or a registry that are away are no reason not to live: the
   * application waits for them, and a new one would too.
   *
   * @param stall how long a thread may show no life
   */
  public static Health of(Pulse pulse, Duration stall) {
    List<String> problems = new ArrayList<>();
    if (pulse.phase() == Phase.ENDED) {
      problems.add(
          pulse.failure().map(cause -> "it failed: " + cause).orElse("it ended by itself"));
    } else if (pulse.phase() != Phase.STOPPING) {
      pulse.threads().stream()
          .filter(thread -> thread.silent().compareTo(stall) > 0)
          .map(thread -> problem(thread, stall))
          .forEach(problems::add);
    }
    boolean live = problems.isEmpty();
    if (live && pulse.phase() == Phase.RUNNING && pulse.away().isEmpty()) {
      pulse
          .ticks()
          .forEach(
              (task, age) -> {
                if (age.compareTo(STANDSTILL) > 0) {
                  problems.add(problem(task, age));
                }
              });
    }
    return new Health(live, problems.isEmpty() && pulse.phase() == Phase.RUNNING, problems);
  }

  private static String problem(String task, Duration age) {
    return "task "
        + task
        + " stands still: its newest tick must be at most "
        + STANDSTILL.toSeconds()
        + " s old, was "
        + age.toSeconds()
        + " s; it lags, or a transaction that a client left open hides what comes after it";
  }

  private static String problem(Beat thread, Duration stall) {
    return "thread "
        + thread.thread()
        + " is wedged: for "
        + thread.silent().toSeconds()
        + " s it neither asked for records nor finished one (health.stall is "
        + stall.toSeconds()
        + " s)";
  }
}
