package io.strategystreams.operate;

import io.strategystreams.contract.Keys;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.events.StrategyControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What putting a state in force does, strategy by strategy.
 *
 * @param state what is put in force
 * @param revives whether those that are RETIRED, which is for good, get it too
 */
public record ControlEffect(ControlState state, boolean revives) {

  /**
   * A strategy before and after.
   *
   * @param strategyId or {@code *} for all
   * @param note what else must be known of it; null for nothing
   */
  public record Line(String strategyId, ControlState before, ControlState after, String note) {}

  /**
   * Those whose state is written: all that are named but the ones that stay HALTED or RETIRED. Only
   * {@code resume} leaves HALTED, so {@code reduce-only} does not.
   */
  public List<String> written(List<String> named, PublishedControls controls) {
    return named.stream().filter(strategyId -> !stays(strategyId, controls)).toList();
  }

  private boolean stays(String strategyId, PublishedControls controls) {
    return switch (own(strategyId, controls)) {
      case RETIRED -> state != ControlState.RETIRED && !revives;
      case HALTED -> state == ControlState.REDUCE_ONLY;
      case REDUCE_ONLY, ACTIVE -> false;
    };
  }

  private static ControlState own(String strategyId, PublishedControls controls) {
    return strategyId.equals(Keys.EVERY_STRATEGY)
        ? controls.stateOfAll()
        : controls.ownState(strategyId);
  }

  private static ControlState effective(String strategyId, PublishedControls controls) {
    return strategyId.equals(Keys.EVERY_STRATEGY)
        ? controls.stateOfAll()
        : controls.effective(strategyId);
  }

  /** As it is before anything is written; {@code after} is what it would be. */
  public List<Line> before(List<String> named, PublishedControls controls) {
    List<Line> lines = new ArrayList<>();
    for (String strategyId : named) {
      ControlState now = effective(strategyId, controls);
      ControlState own = stays(strategyId, controls) ? own(strategyId, controls) : state;
      ControlState then =
          strategyId.equals(Keys.EVERY_STRATEGY) ? own : own.stricter(controls.stateOfAll());
      lines.add(new Line(strategyId, now, then, null));
    }
    return lines;
  }

  /**
   * Whether many strategies may not be changed so without being asked: what lets more out than
   * before, and what is for good. A halt never asks.
   */
  public boolean asks(List<Line> before) {
    return state == ControlState.RETIRED
        || before.stream().anyMatch(line -> line.after().compareTo(line.before()) < 0);
  }

  /** As it is after it was written, with what keeps a strategy stricter than asked for. */
  public List<Line> after(List<Line> before, PublishedControls controls) {
    List<Line> lines = new ArrayList<>();
    for (Line line : before) {
      ControlState now = effective(line.strategyId(), controls);
      lines.add(new Line(line.strategyId(), line.before(), now, note(line, controls)));
      if (line.strategyId().equals(Keys.EVERY_STRATEGY)) {
        lines.addAll(stricterThanAll(controls));
      }
    }
    return lines;
  }

  private String note(Line line, PublishedControls controls) {
    String strategyId = line.strategyId();
    if (stays(strategyId, controls)) {
      Optional<StrategyControl> own =
          strategyId.equals(Keys.EVERY_STRATEGY) ? controls.ofAll() : controls.own(strategyId);
      ControlState kept = own(strategyId, controls);
      return "stays "
          + kept
          + ", "
          + said(own)
          + (kept == ControlState.RETIRED
              ? "; only resume --revive brings it back"
              : "; only resume leaves it");
    }
    ControlState own = own(strategyId, controls);
    if (own.compareTo(state) > 0) {
      return "stays "
          + own
          + ", "
          + said(
              strategyId.equals(Keys.EVERY_STRATEGY) ? controls.ofAll() : controls.own(strategyId))
          + "; that was said at the same time: look at it, then run the command again";
    }
    ControlState now = effective(strategyId, controls);
    if (now.compareTo(state) > 0) {
      return "stays "
          + now
          + " because all strategies are, "
          + said(controls.ofAll())
          + "; lift that with: strategies resume --all";
    }
    return line.before() == now ? "as before" : null;
  }

  private static String said(Optional<StrategyControl> control) {
    return control
        .map(
            one ->
                "by "
                    + one.getAuthor()
                    + " since "
                    + one.getEventTime()
                    + " ("
                    + one.getReason()
                    + ")")
        .orElse("as nobody said otherwise");
  }

  /** Strategies whose own state is stricter than that of all. */
  private static List<Line> stricterThanAll(PublishedControls controls) {
    List<Line> lines = new ArrayList<>();
    controls
        .own()
        .forEach(
            (strategyId, control) -> {
              ControlState own = PublishedControls.state(control);
              if (own.compareTo(controls.stateOfAll()) > 0) {
                lines.add(
                    new Line(
                        strategyId,
                        own,
                        own,
                        "stays " + own + " by its own, " + said(Optional.of(control))));
              }
            });
    return lines;
  }
}
