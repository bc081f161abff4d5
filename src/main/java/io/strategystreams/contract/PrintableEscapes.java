package io.strategystreams.contract;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.strategystreams.core.text.Printable;

/**
 * What JSON written for people, pipes and logs escapes besides what it must: what {@link Printable}
 * would hide. The value that is read back is the same.
 */
public final class PrintableEscapes extends CharacterEscapes {
  private static final int DELETE = 0x7f;

  private final int[] ascii = standardAsciiEscapesForJSON();

  public PrintableEscapes() {
    ascii[DELETE] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  /** Null for what stays; halves of pairs stay, as one by one they cannot be judged. */
  @Override
  public SerializableString getEscapeSequence(int character) {
    return character <= DELETE
            || Character.isSurrogate((char) character)
            || !Printable.isHidden(character)
        ? null
        : new SerializedString(String.format("\\u%04x", character));
  }
}
