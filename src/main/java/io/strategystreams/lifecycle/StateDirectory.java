package io.strategystreams.lifecycle;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether the directory of the local stores can be written to: tried, not asked. */
final class StateDirectory {
  /** More than a file system gives to a file without taking it from what is free. */
  private static final int PROBE_BYTES = 64 * 1024;

  private StateDirectory() {}

  /** What is wrong and what to do; empty if nothing is. */
  static Optional<String> problem(Path directory) {
    try {
      Files.createDirectories(directory);
      Path probe = Files.createTempFile(directory, "probe", ".tmp");
      try {
        Files.write(probe, new byte[PROBE_BYTES]);
      } finally {
        Files.delete(probe);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "state_dir must be a directory that can be written to, was "
              + directory
              + ": "
              + reason(e)
              + "; make room there, or give another directory (--state-dir). It holds copies only:"
              + " what was committed is on the brokers and is read back from there");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName() + " " + e.getMessage()
        : e.getMessage();
  }
}
