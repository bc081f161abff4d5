package io.strategystreams.operate;

import io.strategystreams.config.Configuration;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.ModeFile;
import io.strategystreams.config.NearestName;
import io.strategystreams.contract.ContractRules;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.StrategyConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A strategy as it shall be configured.
 *
 * @param file the file of its mode, its own overrides included
 */
public record WantedStrategy(String strategyId, ModeFile file) {

  /** An instance of each mode that is configured, called after it. */
  public static List<Instance> ofEveryMode(Configuration configuration) {
    return configuration.modes().keySet().stream()
        .map(mode -> new Instance("", mode.id(), mode.id(), Map.of()))
        .toList();
  }

  /**
   * The instances as they are named, each validated as the application validates it.
   *
   * @param overrides keys of every mode file, over which each instance's own are laid
   * @throws RefusedException with everything that is wrong with any of them
   */
  public static List<WantedStrategy> of(
      Configuration configuration, List<Instance> instances, Map<String, ?> overrides) {
    List<WantedStrategy> wanted = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Instance instance : instances) {
      if (!names.add(instance.strategyId())) {
        problems.add(instance.where() + "strategy " + instance.strategyId() + " is given twice");
        continue;
      }
      List<String> faults = nameFaults(instance.strategyId());
      if (!faults.isEmpty()) {
        faults.forEach(fault -> problems.add(instance.where() + fault));
        continue;
      }
      try {
        wanted.add(
            new WantedStrategy(
                instance.strategyId(),
                file(configuration, instance)
                    .withOverrides(overrides)
                    .withOverrides(instance.overrides())));
      } catch (ConfigurationException e) {
        e.errors()
            .forEach(
                error ->
                    problems.add(
                        instance.where() + instance.strategyId() + ": " + error.message()));
      } catch (RefusedException e) {
        e.problems().forEach(problem -> problems.add(instance.where() + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return wanted;
  }

  private static ModeFile file(Configuration configuration, Instance instance) {
    List<String> known = Arrays.stream(Mode.values()).map(Mode::id).toList();
    if (!known.contains(instance.mode())) {
      throw new RefusedException(
          "the mode of strategy "
              + instance.strategyId()
              + " must be one of "
              + String.join(", ", known)
              + NearestName.hint(instance.mode(), known)
              + ", was "
              + instance.mode());
    }
    return configuration
        .mode(Mode.of(instance.mode()))
        .orElseThrow(
            () ->
                new RefusedException(
                    "the configuration must have modes/"
                        + instance.mode()
                        + ".yaml for strategy "
                        + instance.strategyId()
                        + "; it has "
                        + configuration.modes().keySet().stream()
                            .map(Mode::id)
                            .collect(Collectors.joining(", "))));
  }

  private static List<String> nameFaults(String strategyId) {
    StrategyConfig named =
        StrategyConfig.newBuilder()
            .setStrategyId(strategyId)
            .setMode(Mode.values()[0].id())
            .setVersion(1)
            .setIncarnation(1)
            .setYaml("mode")
            .setEventTime(Instant.EPOCH.plusMillis(1))
            .build();
    return ContractRules.violations(strategyId, named);
  }

  /**
   * A strategy as somebody names it.
   *
   * @param where goes before what is said of it: file and place, or empty
   * @param overrides keys of the mode file by dotted name
   */
  public record Instance(
      String where, String strategyId, String mode, Map<String, Object> overrides) {
    public Instance {
      overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
    }

    /** The mode that a name tells by itself: what stands before {@code @}. */
    public static String modeIn(String strategyId) {
      int at = strategyId.indexOf('@');
      return at < 0 ? strategyId : strategyId.substring(0, at);
    }
  }
}
