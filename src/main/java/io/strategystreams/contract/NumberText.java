package io.strategystreams.contract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as others write them, bounded before a {@link BigDecimal} is made: one of a million
 * digits takes minutes, and {@code 1e999999999} gigabytes as soon as it is written out.
 */
public final class NumberText {
  /** What is allowed, to stand after "must be". */
  public static final String ALLOWED =
      "a number of at most 100 digits with an exponent from -400 to 400";

  private static final int MOST_CHARACTERS = 120;
  private static final int MOST_DIGITS = 100;
  private static final int LARGEST_EXPONENT = 400;
  private static final Pattern FORM =
      Pattern.compile("[+-]?+([0-9]*+(?:\\.[0-9]*+)?+)(?:[eE]([+-]?+[0-9]{1,9}+))?+");

  private NumberText() {}

  /** The number; empty if the text is none or beyond the bounds. */
  public static Optional<BigDecimal> decimal(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()
        || form.group(1).length() > MOST_DIGITS
        || form.group(2) != null && Math.abs(Integer.parseInt(form.group(2))) > LARGEST_EXPONENT) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty(); // no digit at all
    }
  }
}
