package io.strategystreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The product with a defect put in on purpose: sources with one text replaced each, compiled into a
 * directory of its own. In front of a class path its classes take the place of the sound ones. What
 * is meant to find defects has to find these.
 */
public final class BrokenBuild {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "strategystreams");

  private final Path changed;
  private final Path classes;
  private final List<Path> files = new ArrayList<>();

  private BrokenBuild(Path directory) {
    this.changed = directory.resolve("sources");
    this.classes = directory.resolve("classes");
  }

  /**
   * @param directory where sources and classes go
   */
  public static BrokenBuild in(Path directory) {
    return new BrokenBuild(directory);
  }

  /**
   * Replaces a text of a source.
   *
   * @param source below the top package, {@code core/plan/Barrier.java}
   * @param text must stand there exactly once: the defect is put in nowhere or twice otherwise
   */
  public BrokenBuild replacing(String source, String text, String replacement) {
    try {
      Path file = changed.resolve(source);
      String sound = Files.readString(Files.exists(file) ? file : SOURCES.resolve(source));
      int at = sound.indexOf(text);
      if (at < 0 || sound.indexOf(text, at + 1) >= 0) {
        throw new AssertionError(
            source + " must hold exactly once what is to be broken, but does not: " + text);
      }
      Files.createDirectories(file.getParent());
      Files.writeString(file, sound.replace(text, replacement));
      if (!files.contains(file)) {
        files.add(file);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles what was changed.
   *
   * @return a directory of classes
   */
  public Path compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-nowarn"));
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    files.forEach(file -> arguments.add(file.toString()));
    int code = compiler.run(null, null, null, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new AssertionError("a build that is broken on purpose must compile, and did not");
    }
    return classes;
  }
}
