package io.strategystreams.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Lines of JSON that others wrote, one after the other: a line that is too long is passed over
 * without being kept, and no more than one line is in memory.
 */
public final class JsonLines {
  /** A line is no longer. */
  public static final int MOST_BYTES = ContractJson.MOST_CHARACTERS;

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private long number;

  public JsonLines(InputStream in) {
    this.in = in;
  }

  /**
   * A line.
   *
   * @param number counted from 1
   * @param text without its end; null if it cannot be read
   * @param problem why it cannot; null if it can
   */
  public record Line(long number, String text, String problem) {}

  /** The next line; null after the last one. */
  public Line next() throws IOException {
    if (at == end && !fill()) {
      return null;
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean ended = false;
    while (!ended && (at < end || fill())) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      length += at - from;
      if (length <= MOST_BYTES) {
        line.write(buffer, from, at - from);
      }
      ended = at < end;
      at += ended ? 1 : 0;
    }
    if (length > MOST_BYTES) {
      return new Line(
          number, null, "must have at most " + MOST_BYTES + " bytes, was " + length + ": split it");
    }
    return decoded(line.toByteArray());
  }

  /** Whether the next line has begun to come. */
  public boolean isReady() throws IOException {
    return at < end || in.available() > 0;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private Line decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return new Line(number, marked ? text.substring(1) : text, null);
    } catch (CharacterCodingException e) {
      return new Line(number, null, "must be UTF-8 text: write it in that encoding");
    }
  }
}
