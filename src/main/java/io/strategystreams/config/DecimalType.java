package io.strategystreams.config;

import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exact decimal in plain notation, within a range.
 *
 * @param from lower end
 * @param fromAllowed whether the lower end itself is allowed
 * @param to upper end
 * @param toAllowed whether the upper end itself is allowed
 */
public record DecimalType(BigDecimal from, boolean fromAllowed, BigDecimal to, boolean toAllowed)
    implements ValueType<BigDecimal> {
  private static final Pattern PLAIN =
      Pattern.compile("-?(?:(?:0|[1-9][0-9]{0,19})(?:\\.[0-9]{1,38})?|\\.[0-9]{1,38})");

  /** From {@code from} to {@code to}, both allowed. */
  static DecimalType within(String from, String to) {
    return new DecimalType(new BigDecimal(from), true, new BigDecimal(to), true);
  }

  /** From {@code from}, allowed, to less than {@code to}. */
  static DecimalType fromBelow(String from, String to) {
    return new DecimalType(new BigDecimal(from), true, new BigDecimal(to), false);
  }

  /** More than {@code from}, up to {@code to}, allowed. */
  static DecimalType aboveUpTo(String from, String to) {
    return new DecimalType(new BigDecimal(from), false, new BigDecimal(to), true);
  }

  /** More than {@code from} and less than {@code to}. */
  static DecimalType between(String from, String to) {
    return new DecimalType(new BigDecimal(from), false, new BigDecimal(to), false);
  }

  @Override
  public Optional<BigDecimal> read(String text) {
    if (!PLAIN.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal value = new BigDecimal(text);
    int low = value.compareTo(from);
    int high = value.compareTo(to);
    boolean inside = (low > 0 || low == 0 && fromAllowed) && (high < 0 || high == 0 && toAllowed);
    return inside ? Optional.of(value) : Optional.empty();
  }

  @Override
  public String write(BigDecimal value) {
    return Decimals.plain(value);
  }

  @Override
  public String allowed() {
    return "a decimal "
        + (fromAllowed ? "from " : "above ")
        + Decimals.plain(from)
        + upperEnd()
        + Decimals.plain(to);
  }

  private String upperEnd() {
    if (toAllowed) {
      return fromAllowed ? " to " : " up to ";
    }
    return fromAllowed ? " to below " : " and below ";
  }
}
