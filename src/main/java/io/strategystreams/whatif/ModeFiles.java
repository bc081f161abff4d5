package io.strategystreams.whatif;

import io.strategystreams.config.ConfigError;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ConfigurationException;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.mode.Mode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mode files with overrides, each combination parsed once: scenarios tend to repeat them. */
final class ModeFiles {
  private static final int REMEMBERED = 1_000;

  private record Wanted(Mode mode, Map<String, Object> overrides) {}

  private final Configuration configuration;
  private final Map<Wanted, ModeFile> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Wanted, ModeFile> eldest) {
          return size() > REMEMBERED;
        }
      };

  ModeFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /**
   * @throws ScenarioException if the mode has no file or the overrides are refused
   */
  ModeFile get(Mode mode, Map<String, Object> overrides) {
    Wanted wanted = new Wanted(mode, overrides);
    ModeFile known = parsed.get(wanted);
    if (known == null) {
      known = parse(wanted);
      parsed.put(wanted, known);
    }
    return known;
  }

  private ModeFile parse(Wanted wanted) {
    ModeFile file =
        configuration
            .mode(wanted.mode())
            .orElseThrow(
                () ->
                    new ScenarioException(
                        "mode must have a file in modes/, was " + wanted.mode().id()));
    try {
      return file.withOverrides(wanted.overrides());
    } catch (ConfigurationException e) {
      throw ScenarioException.of("", e.errors().stream().map(ConfigError::message).toList());
    }
  }
}
