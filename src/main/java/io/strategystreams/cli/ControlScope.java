package io.strategystreams.cli;

import io.strategystreams.config.NearestName;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.operate.PublishedConfigs;
import io.strategystreams.operate.PublishedControls;
import io.strategystreams.operate.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whom an operator means: strategies by name, all of a mode, or all. */
final class ControlScope {
  private static final List<String> MODES = Arrays.stream(Mode.values()).map(Mode::id).toList();

  @Parameters(arity = "0..*", paramLabel = "STRATEGY", description = "The strategies meant.")
  private List<String> strategies = List.of();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Every strategy published with that mode.")
  private String mode;

  @Option(
      names = "--all",
      description =
          "All strategies, those to come included: one state for all beside each one's own; the"
              + " stricter is in force.")
  private boolean every;

  @Option(
      names = "--force",
      description = "Take the names as they are, published or not; does not read configurations.")
  private boolean force;

  boolean isEvery() {
    return every;
  }

  boolean isForced() {
    return force;
  }

  /** What is wrong with what was given. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    long given = Stream.of(!strategies.isEmpty(), mode != null, every).filter(one -> one).count();
    if (given != 1) {
      problems.add("one of STRATEGY…, --mode and --all must be given, was " + given + " of them");
    }
    if (mode != null && !MODES.contains(mode)) {
      problems.add(
          "--mode must be one of "
              + String.join(", ", MODES)
              + NearestName.hint(mode, MODES)
              + ", was "
              + mode);
    }
    if (force && strategies.isEmpty()) {
      problems.add("--force is for strategies that are named");
    }
    return problems;
  }

  /** The names as given, each once. */
  List<String> strategies() {
    return List.copyOf(new LinkedHashSet<>(strategies));
  }

  /**
   * Those meant.
   *
   * @throws RefusedException if one is not published, naming what may have been meant
   */
  List<String> strategies(PublishedConfigs configs, PublishedControls controls) {
    if (mode == null) {
      KnownStrategies.of(configs, controls).require(strategies());
      return strategies();
    }
    List<String> ofMode = configs.ofMode(Mode.of(mode));
    if (ofMode.isEmpty()) {
      throw new RefusedException("no strategy of mode " + mode + " is published");
    }
    return ofMode;
  }
}
