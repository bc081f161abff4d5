package io.strategystreams.cli.console;

import io.strategystreams.core.text.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Where a command's output leaves the process: whatever it holds, nothing in it steers the terminal
 * ({@link Printable}). Line feeds and tabs pass, and a carriage return that begins what is written,
 * by which {@link Progress} writes its line over.
 */
public final class TerminalWriter extends FilterWriter {
  private static final char NONE = 0;

  /** The first half of a pair whose second half is still to come. */
  private char half = NONE;

  public TerminalWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    write(String.valueOf((char) character));
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    String written = text.substring(from, from + length);
    if (half == NONE && written.charAt(0) == '\r') {
      out.write('\r');
      written = written.substring(1);
    }
    if (half != NONE) {
      written = half + written;
      half = NONE;
    }
    int last = written.length() - 1;
    if (last >= 0 && Character.isHighSurrogate(written.charAt(last))) {
      half = written.charAt(last);
      written = written.substring(0, last);
    }
    out.write(Printable.lines(written));
  }

  @Override
  public void close() throws IOException {
    if (half != NONE) {
      out.write(Printable.line(String.valueOf(half)));
      half = NONE;
    }
    super.close();
  }
}
