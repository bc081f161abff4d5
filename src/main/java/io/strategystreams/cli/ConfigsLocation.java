package io.strategystreams.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the configuration lies that the program came with: {@code configs/} beside the jar, or
 * beside the directory above it in a checkout ({@code target/strategy-streams.jar}, {@code
 * target/classes}).
 */
final class ConfigsLocation {
  private static final String NAME = "configs";

  private ConfigsLocation() {}

  /** The first {@code configs/} from the program upwards, else the working directory's. */
  static Path shipped() {
    Path from = program();
    for (int level = 0; level < 2 && from != null; level++) {
      from = from.getParent();
      if (from != null && Files.isDirectory(from.resolve(NAME))) {
        return from.resolve(NAME);
      }
    }
    return Path.of(NAME);
  }

  private static Path program() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program must lie in a file or directory", e);
    }
  }
}
