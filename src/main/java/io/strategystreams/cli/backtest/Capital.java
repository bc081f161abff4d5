package io.strategystreams.cli.backtest;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code ETH=100,USDT=1000000}: what strategies begin with, by share class. */
final class Capital {
  private Capital() {}

  /**
   * @param text null for none
   * @param byDefault of share classes that are not named
   * @throws IllegalArgumentException saying what is expected
   */
  static SortedMap<Token, BigDecimal> parse(String text, Map<Token, BigDecimal> byDefault) {
    SortedMap<Token, BigDecimal> capital = new TreeMap<>(byDefault);
    if (text == null) {
      return capital;
    }
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String token = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || byDefault.keySet().stream().noneMatch(one -> one.symbol().equals(token))) {
        throw new IllegalArgumentException(
            "--capital must be SHARE_CLASS=AMOUNT of "
                + String.join(", ", byDefault.keySet().stream().map(Token::symbol).toList())
                + ", separated by commas, was "
                + text);
      }
      capital.put(new Token(token), amount("--capital", part.substring(equals + 1)));
    }
    return capital;
  }

  /**
   * An amount above 0.
   *
   * @param what for the message
   * @throws IllegalArgumentException if it is none
   */
  static BigDecimal amount(String what, String text) {
    try {
      BigDecimal amount = new BigDecimal(text.strip());
      if (amount.signum() > 0
          && amount.stripTrailingZeros().scale() <= Decimals.SCALE
          && amount.compareTo(BigDecimal.ONE.movePointRight(Decimals.SCALE)) < 0) {
        return amount;
      }
    } catch (NumberFormatException e) {
      // Said below, as what is out of range.
    }
    throw new IllegalArgumentException(
        what
            + " must have amounts above 0, below 10^18 and with at most "
            + Decimals.SCALE
            + " decimals, was "
            + text);
  }
}
