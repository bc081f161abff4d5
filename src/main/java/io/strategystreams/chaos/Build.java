package io.strategystreams.chaos;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;

/**
 * A build of the product that a process runs.
 *
 * @param name for people: {@code present}, {@code 0.1.0}
 * @param classPath as {@code java -cp} takes it
 * @param configs its configuration directory
 * @param unknown variables of the stage that it would refuse, because its keys are fewer
 */
public record Build(String name, String classPath, Path configs, Set<String> unknown) {
  public Build {
    unknown = Set.copyOf(unknown);
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(classPath, "classPath");
    configs = configs.toAbsolutePath();
  }

  /** The build that this process runs itself. */
  public static Build present(Path configs) {
    return new Build("present", System.getProperty("java.class.path"), configs, Set.of());
  }

  /** The same with other classes in front: some of its own are replaced. */
  public Build behind(Path classes, String name) {
    return new Build(
        name, classes.toAbsolutePath() + File.pathSeparator + classPath, configs, unknown);
  }
}
