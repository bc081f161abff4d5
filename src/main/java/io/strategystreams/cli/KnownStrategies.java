package io.strategystreams.cli;

import io.strategystreams.config.NearestName;
import io.strategystreams.operate.PublishedConfig;
import io.strategystreams.operate.PublishedConfigs;
import io.strategystreams.operate.PublishedControls;
import io.strategystreams.operate.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The strategies somebody has ever configured or controlled, for telling a mistyped name.
 *
 * @param names by name
 */
record KnownStrategies(Set<String> names) {
  static KnownStrategies of(PublishedConfigs configs, PublishedControls controls) {
    Set<String> names = new TreeSet<>(controls.own().keySet());
    configs.all().stream().map(PublishedConfig::strategyId).forEach(names::add);
    return new KnownStrategies(names);
  }

  /**
   * @throws RefusedException naming each that is not known, and what may have been meant
   */
  void require(List<String> strategies) {
    List<String> problems =
        strategies.stream()
            .filter(one -> !names.contains(one))
            .map(
                one ->
                    "no strategy "
                        + one
                        + " is published"
                        + NearestName.hint(one, names)
                        + "; strategies configs lists them")
            .toList();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }
}
