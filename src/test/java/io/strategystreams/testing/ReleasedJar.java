package io.strategystreams.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The jar of a released version: its own classes and resources, to be run beside the libraries of
 * this build. It is kept with its entries as they are and the whole compressed, since classes
 * resemble each other: a third less than the jar itself.
 */
public final class ReleasedJar {
  private static final String NAME = "strategy-streams.jar.gz";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(2024, 1, 1, 0, 0);

  private ReleasedJar() {}

  /** Where a version's jar lies. */
  public static Path file(String version) {
    return Released.file(version, NAME);
  }

  /**
   * Unpacks it.
   *
   * @return the jar
   */
  public static Path unpack(String version, Path directory) throws IOException {
    Path jar = directory.resolve("strategy-streams-" + version + ".jar");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file(version)))) {
      Files.copy(in, jar);
    }
    return jar;
  }

  /** Keeps a jar that was built from a release's tag; the same jar gives the same file. */
  public static void record(Path built, Path file) throws IOException {
    try (ZipFile jar = new ZipFile(built.toFile());
        OutputStream out = Files.newOutputStream(file);
        ZipOutputStream entries = new ZipOutputStream(new GZIPOutputStream(out))) {
      entries.setMethod(ZipOutputStream.STORED);
      Enumeration<? extends ZipEntry> each = jar.entries();
      while (each.hasMoreElements()) {
        ZipEntry entry = each.nextElement();
        if (!entry.isDirectory()) {
          store(entry.getName(), jar.getInputStream(entry).readAllBytes(), entries);
        }
      }
    }
  }

  private static void store(String name, byte[] content, ZipOutputStream to) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }
}
