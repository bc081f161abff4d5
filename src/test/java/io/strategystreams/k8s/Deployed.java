package io.strategystreams.k8s;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.Environment;
import io.strategystreams.config.ShippedConfigs;
import java.util.Map;
import java.util.TreeMap;

/** The configuration that the strategies' pods have. */
final class Deployed {
  private Deployed() {}

  static ApplicationSettings application(Manifests manifests) {
    return configuration(manifests).application();
  }

  static Configuration configuration(Manifests manifests) {
    Workload strategies =
        manifests.ours().stream()
            .filter(one -> one.name().startsWith("strategies"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there must be strategies"));
    Map<String, String> environment =
        new TreeMap<>(strategies.environment(manifests, strategies.pod().at("/containers/0")));
    environment.keySet().removeIf(name -> !name.startsWith(Environment.PREFIX));
    return ConfigDirectory.load(ShippedConfigs.DIRECTORY, environment);
  }
}
