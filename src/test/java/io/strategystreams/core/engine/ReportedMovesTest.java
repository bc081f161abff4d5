package io.strategystreams.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.PlanFixtures;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What counts as a contradiction of fills, and what else moves a book. */
class ReportedMovesTest {
  private static final Instant NOON = PlanFixtures.NOON;
  private static final String WALLET = "wallet:BaseToken:USDT";
  private static final String BYBIT = "bybit:BaseToken:USDT";
  private static final String PERP = "bybit:Perp:ETHUSDT";
  private static final String LENT = "aave_v3:aToken:aUSDT";
  private static final String COIN = "binance:BaseToken:ETH";
  private static final String REWARD = "wallet:BaseToken:EIGEN";

  @Test
  void aBookThatShowsEveryFillContradictsNothing() {
    assertThat(unshown(Map.of(WALLET, "0", LENT, "1000"), WALLET, "1000", LENT, "0")).isEmpty();
  }

  @Test
  void aBookFromBeforeContradicts() {
    assertThat(unshown(Map.of(WALLET, "1000", LENT, "0"), WALLET, "1000", LENT, "0"))
        .contains(Instrument.parse(LENT));
  }

  @Test
  void aDepositHidesNoFillOfALoan() {
    assertThat(unshown(Map.of(WALLET, "5000", LENT, "1000"), WALLET, "1000", LENT, "0")).isEmpty();
    assertThat(unshown(Map.of(WALLET, "5000", LENT, "0"), WALLET, "1000", LENT, "0")).isPresent();
  }

  @Test
  void ofCashAloneOneBalanceThatShowsItSuffices() {
    assertThat(moved(Map.of(WALLET, "1000", BYBIT, "0"), WALLET, "-600", BYBIT, "600"))
        .satisfies(
            moves -> {
              assertThat(at(moves, WALLET, "5000", BYBIT, "600")).isEmpty();
              assertThat(at(moves, WALLET, "400", BYBIT, "0")).isEmpty();
              assertThat(at(moves, WALLET, "1000", BYBIT, "0")).isPresent();
            });
  }

  @Test
  void aChangeBelowAHundredthIsNotJudged() {
    ReportedMoves moves = moved(Map.of(LENT, "100000"), LENT, "-500");

    assertThat(at(moves, LENT, "100000")).isEmpty();
  }

  @Test
  void halfOfAChangeShowsIt() {
    ReportedMoves moves = moved(Map.of(LENT, "100000"), LENT, "-2000");

    assertThat(at(moves, LENT, "98700")).isEmpty();
    assertThat(at(moves, LENT, "99500")).isPresent();
  }

  @Test
  void aPositionOpenedAndClosedAgainNeedsNotShow() {
    ReportedMoves moves =
        moved(Map.of(PERP, "0"), PERP, "-10").after(Map.of(), PlanFixtures.deltas(PERP + "=10"));

    assertThat(at(moves, PERP, "0")).isEmpty();
  }

  @Test
  void whatReportsAddUpToStaysAnAmountThatTheStateHolds() {
    ReportedMoves moves = moved(Map.of(PERP, "0"), PERP, "99999999999999999999");

    for (int each = 0; each < 3; each++) {
      moves = moves.after(Map.of(), PlanFixtures.deltas(PERP + "=99999999999999999999"));
    }

    assertThat(moves.moved()).containsEntry(Instrument.parse(PERP), Decimals.LARGEST);
    assertThat(at(moves, PERP, "0")).contains(Instrument.parse(PERP));
  }

  @Test
  void whatIsNotKnownForSureIsNotJudged() {
    ReportedMoves moves =
        moved(Map.of(PERP, "0", COIN, "0"), PERP, "-10", COIN, "10")
            .without(List.of(Instrument.parse(PERP)));

    assertThat(at(moves, PERP, "0", COIN, "10")).isEmpty();
    assertThat(at(moves, PERP, "-10", COIN, "0")).contains(Instrument.parse(COIN));
  }

  /**
   * Whatever else moves a book that shows its fills: never a contradiction; a book before: always.
   */
  @Test
  void depositsFundingInterestAndRewardsAreNoContradiction() {
    Random random = new Random(20250601);
    for (int each = 0; each < 5_000; each++) {
      BigDecimal size = new BigDecimal(1 + random.nextInt(100_000));
      SortedMap<Instrument, BigDecimal> before =
          amounts(
              WALLET,
              size.multiply(BigDecimal.valueOf(2)),
              BYBIT,
              size,
              PERP,
              zero(),
              LENT,
              zero());
      before.put(Instrument.parse(COIN), zero());
      before.put(Instrument.parse(REWARD), BigDecimal.TEN);
      SortedMap<Instrument, BigDecimal> fill =
          switch (random.nextInt(3)) {
            case 0 -> amounts(WALLET, size.negate(), LENT, size);
            case 1 -> amounts(BYBIT, part(size, random, 1), PERP, size.negate());
            default -> amounts(WALLET, size.negate(), COIN, size);
          };
      ReportedMoves moves = new ReportedMoves(before, new TreeMap<>(), NOON).after(Map.of(), fill);
      Positions old = Positions.of(before);
      SortedMap<Instrument, BigDecimal> other =
          amounts(
              WALLET,
              part(size, random, 100),
              BYBIT,
              part(size, random, 5),
              REWARD,
              part(size, random, 3));
      Positions noise = Positions.of(other);

      assertThat(
              moves.unshown(
                  old.plus(fill).plus(other), Token.USDT, Token.ETH, (held, change) -> false))
          .as("%s after %s and %s", fill, old, noise)
          .isEmpty();
      assertThat(moves.unshown(old.plus(other), Token.USDT, Token.ETH, (held, change) -> false))
          .as("%s missing in %s with %s", fill, old, noise)
          .isPresent();
    }
  }

  private static BigDecimal zero() {
    return BigDecimal.ZERO;
  }

  /** Up to so many hundredths of the size, either way. */
  private static BigDecimal part(BigDecimal size, Random random, int hundredths) {
    return size.multiply(BigDecimal.valueOf(random.nextInt(2 * hundredths + 1) - hundredths, 2));
  }

  private static SortedMap<Instrument, BigDecimal> amounts(Object... pairs) {
    SortedMap<Instrument, BigDecimal> amounts = new TreeMap<>();
    for (int place = 0; place < pairs.length; place += 2) {
      amounts.put(Instrument.parse((String) pairs[place]), (BigDecimal) pairs[place + 1]);
    }
    return amounts;
  }

  private static SortedMap<Instrument, BigDecimal> texts(String... pairs) {
    SortedMap<Instrument, BigDecimal> amounts = new TreeMap<>();
    for (int place = 0; place < pairs.length; place += 2) {
      amounts.put(Instrument.parse(pairs[place]), new BigDecimal(pairs[place + 1]));
    }
    return amounts;
  }

  private static ReportedMoves moved(Map<String, String> before, String... fill) {
    SortedMap<Instrument, BigDecimal> base = new TreeMap<>();
    before.forEach((name, amount) -> base.put(Instrument.parse(name), new BigDecimal(amount)));
    return new ReportedMoves(base, new TreeMap<>(), NOON).after(Map.of(), texts(fill));
  }

  private static Optional<Instrument> at(ReportedMoves moves, String... positions) {
    return moves.unshown(
        Positions.of(texts(positions)), Token.USDT, Token.ETH, (held, change) -> false);
  }

  /** 1,000 USDT were lent. */
  /** Interest on what was there before may hide what is left after an exit. */
  @Test
  void aChangeThatInterestExplainsNeedNotShow() {
    ReportedMoves moves =
        new ReportedMoves(
            new TreeMap<>(Map.of(Instrument.parse(LENT), new BigDecimal("0.0001"))),
            new TreeMap<>(Map.of(Instrument.parse(LENT), new BigDecimal("-0.0001"))),
            NOON);
    Positions positions = Positions.of(texts(LENT, "0.0007"));

    assertThat(moves.unshown(positions, Token.USDT, Token.ETH, (held, change) -> false))
        .isPresent();
    assertThat(
            moves.unshown(
                positions,
                Token.USDT,
                Token.ETH,
                (held, change) -> change.abs().compareTo(BigDecimal.ONE) < 0))
        .isEmpty();
  }

  private static Optional<Instrument> unshown(Map<String, String> now, String... before) {
    ReportedMoves moves =
        new ReportedMoves(texts(before), new TreeMap<>(), NOON)
            .after(Map.of(), texts(WALLET, "-1000", LENT, "1000"));
    SortedMap<Instrument, BigDecimal> positions = new TreeMap<>();
    now.forEach((name, amount) -> positions.put(Instrument.parse(name), new BigDecimal(amount)));
    return moves.unshown(Positions.of(positions), Token.USDT, Token.ETH, (held, change) -> false);
  }
}
