package io.strategystreams.chaos;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A build of the product that a process runs.
 *
 * @param name for people: {@code present}, {@code 0.1.0}
 * @param classPath as {@code java -cp} takes it
 * @param configs its configuration directory
 */
public record Build(String name, String classPath, Path configs) {
  public Build {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(classPath, "classPath");
    configs = configs.toAbsolutePath();
  }

  /** The build that this process runs itself. */
  public static Build present(Path configs) {
    return new Build("present", System.getProperty("java.class.path"), configs);
  }

  /** The same with other classes in front: some of its own are replaced. */
  public Build behind(Path classes, String name) {
    return new Build(name, classes.toAbsolutePath() + File.pathSeparator + classPath, configs);
  }
}
