package io.strategystreams.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that is removed with all that is in it when it is closed. */
public final class TemporaryDirectory implements AutoCloseable {
  private final Path path;

  private TemporaryDirectory(Path path) {
    this.path = path;
  }

  /**
   * @param prefix of its name, so that people know whose it is
   * @throws UncheckedIOException if there is no place for temporary files (java.io.tmpdir)
   */
  public static TemporaryDirectory create(String prefix) {
    try {
      return new TemporaryDirectory(Files.createTempDirectory(prefix));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot make a temporary directory in " + System.getProperty("java.io.tmpdir"), failure);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Removes it; does nothing if it is gone.
   *
   * @throws UncheckedIOException if something in it cannot be removed
   */
  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try {
      Files.walkFileTree(path, new Removal());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove the temporary directory " + path, failure);
    }
  }

  /** Files may go while they are walked through: whoever made them tidies up too. */
  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (Files.exists(file)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
