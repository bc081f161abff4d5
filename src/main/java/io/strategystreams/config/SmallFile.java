package io.strategystreams.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file that is read whole, and therefore never larger than a bound. */
public final class SmallFile {
  /** Of a file of configuration, ten times what the largest needs. */
  public static final int MOST_BYTES = 1 << 20;

  static final String TOO_LARGE = "must have at most " + MOST_BYTES + " bytes";

  private SmallFile() {}

  /** As {@link #read(Path, int)}, of at most {@link #MOST_BYTES}. */
  public static String read(Path file) throws IOException {
    return read(file, MOST_BYTES);
  }

  /**
   * The text of a file.
   *
   * @throws CharacterCodingException if it is not UTF-8
   * @throws IOException if it is no file, cannot be read or is larger
   */
  public static String read(Path file, int mostBytes) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException("it must be a file, no pipe, device or directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw new IOException("it must have at most " + mostBytes + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
