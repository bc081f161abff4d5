package io.strategystreams.config;

import io.strategystreams.core.plan.Operation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** The keys of each venue in {@code configs/venues.yaml}. */
public final class VenueKeys {
  /** What a venue must be called. */
  public static final TextType NAME =
      TextType.matching("[a-z0-9_]+", "a venue: lower-case letters, digits and _");

  private static final DecimalType SHARE = DecimalType.fromBelow("0", "1");

  private static final TextType TOKEN = TextType.matching("[A-Za-z0-9]+", "a token's symbol");

  public static final Key.Single<List<String>> OPERATIONS =
      Key.required(
          "operations",
          new ListType<>(
              new ChoiceType(Arrays.stream(Operation.values()).map(Operation::name).toList())),
          "What an executor of this venue carries out.");

  public static final Key.Single<List<String>> TOKENS =
      Key.required(
          "tokens", new ListType<>(TOKEN), "What lies or is dealt in there, perpetuals aside.");

  public static final Key.Single<String> LST =
      Key.off(
          "lst",
          TOKEN,
          "The liquid staking token that the venue issues, for a protocol that stakes.");

  public static final Key.Family<Long> GAS =
      Key.familyOff(
          "gas",
          new WholeType(1, 30_000_000),
          TextType.matching("[A-Z_]+", "an operation"),
          "Units of gas that an operation burns, of a venue on chain. The price of gas is that of"
              + " market wallet:Rate:gas/ETH; it is paid from a tank outside the equity.");

  public static final Key.Single<BigDecimal> MAINTENANCE_MARGIN =
      Key.off(
          "maintenance_margin",
          SHARE,
          "Margin over notional below which the venue liquidates perpetual positions. Of a venue"
              + " that says neither this nor liquidation_fee: 0.01 and 0.005.");

  public static final Key.Single<BigDecimal> LIQUIDATION_FEE =
      Key.off(
          "liquidation_fee",
          SHARE,
          "Fraction of the notional that a liquidation costs, in place of the taker fee. Given"
              + " together with maintenance_margin.");

  public static final Key.Family<BigDecimal> LTV =
      Key.familyOff(
          "ltv",
          SHARE,
          TOKEN,
          "Most debt over collateral that borrowing may leave, by collateral.");

  public static final Key.Family<BigDecimal> LIQUIDATION_THRESHOLD =
      Key.familyOff(
          "liquidation_threshold",
          SHARE,
          TOKEN,
          "Debt over collateral beyond which a loan is liquidated, by collateral; not below its ltv.");

  public static final Key.Family<BigDecimal> LIQUIDATION_BONUS =
      Key.familyOff(
          "liquidation_bonus",
          SHARE,
          TOKEN,
          "What a liquidator gets on top of the debt repaid, by collateral.");

  public static final Key.Single<BigDecimal> E_MODE_LTV =
      Key.off(
          "e_mode.ltv",
          SHARE,
          "As ltv, where collateral and debt are ETH-like all. The three keys of e_mode are given"
              + " together; without them the standard terms hold for such loans too.");

  public static final Key.Single<BigDecimal> E_MODE_LIQUIDATION_THRESHOLD =
      Key.off("e_mode.liquidation_threshold", SHARE, "As liquidation_threshold, in e-mode.");

  public static final Key.Single<BigDecimal> E_MODE_LIQUIDATION_BONUS =
      Key.off("e_mode.liquidation_bonus", SHARE, "As liquidation_bonus, in e-mode.");

  private static final List<Key<?>> ALL =
      List.of(
          OPERATIONS,
          TOKENS,
          LST,
          GAS,
          MAINTENANCE_MARGIN,
          LIQUIDATION_FEE,
          LTV,
          LIQUIDATION_THRESHOLD,
          LIQUIDATION_BONUS,
          E_MODE_LTV,
          E_MODE_LIQUIDATION_THRESHOLD,
          E_MODE_LIQUIDATION_BONUS);

  private VenueKeys() {}

  public static List<Key<?>> all() {
    return ALL;
  }
}
