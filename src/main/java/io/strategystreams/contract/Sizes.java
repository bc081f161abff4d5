package io.strategystreams.contract;

/**
 * How large the parts of an event may be. What is kept of an event, and what is decided on it, must
 * stay far below the megabyte that brokers take.
 */
public final class Sizes {
  /** Of an id: it is written into every order, its headers and its key. */
  public static final int ID_CHARACTERS = 200;

  /** Of a token, an instrument, a market and the scope of a margin ratio. */
  public static final int NAME_CHARACTERS = 64;

  /** Of {@code positions} and {@code dust_tokens}: a wallet may hold what anybody sent to it. */
  public static final int HOLDINGS = 1_000;

  /** Of {@code margin_ratios}: venues and the portfolio. */
  public static final int MARGIN_RATIOS = 100;

  /** Of {@code deltas}, {@code expected_deltas}, {@code targets} and {@code current}. */
  public static final int CHANGES = 32;

  /** Of a report's {@code reason} that is kept; what is longer is cut, the report is taken. */
  public static final int REASON_CHARACTERS = 500;

  /** Of a configuration's {@code yaml}, in UTF-8. The largest mode file has about 6,000. */
  public static final int YAML_BYTES = 64 * 1024;

  private Sizes() {}
}
