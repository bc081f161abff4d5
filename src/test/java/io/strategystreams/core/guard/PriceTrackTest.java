package io.strategystreams.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Signal;
import io.strategystreams.core.strategy.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTrackTest {
  private static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
  private static final Market ETH = Market.parse("binance:Spot:ETH/USDT");
  private static final BigDecimal FIFTH = new BigDecimal("0.2");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final MarketBook book = new MarketBook();
  private int second;

  /** A price six seconds after the one before: three of them are late enough to confirm. */
  private void price(String price) {
    second += 6;
    book.take(Quote.of(ETH, new BigDecimal(price), NOON.plusSeconds(second)), Set.of(FIFTH, HALF));
  }

  private void take(Market market, String price, Instant time) {
    book.take(Quote.of(market, new BigDecimal(price), time), Set.of(FIFTH, HALF));
  }

  private void crossed(String price, String bid, String ask) {
    second++;
    book.take(
        new Quote(
            ETH,
            new BigDecimal(price),
            new BigDecimal(bid),
            new BigDecimal(ask),
            null,
            NOON.plusSeconds(second)),
        Set.of(FIFTH, HALF));
  }

  private String seen() {
    return seen(FIFTH);
  }

  /** The price in force, and why it is doubted. */
  private String seen(BigDecimal maxJump) {
    MarketSight sight = book.sight(maxJump);
    String price = sight.quote(ETH).map(quote -> quote.price().toPlainString()).orElse("none");
    Optional<Refusal> doubt = sight.doubt();
    return doubt.map(refusal -> price + " " + refusal.reason()).orElse(price);
  }

  @Test
  void aPriceWithinTheJumpPasses() {
    price("100");
    price("120");
    assertThat(seen()).isEqualTo("120");
    price("96");
    assertThat(seen()).isEqualTo("96");
  }

  @Test
  void aJumpIsHeldBackUntilThreeConfirmationsReanchorIt() {
    price("100");
    price("121");
    assertThat(seen()).isEqualTo("100 PRICE_JUMPED");
    price("122");
    price("123");
    assertThat(seen()).isEqualTo("100 PRICE_JUMPED");
    price("124");
    assertThat(seen()).isEqualTo("124");
    price("100");
    assertThat(seen()).isEqualTo("100");
  }

  /** Four prices within 3 ms once moved a market to a hundredth. */
  @Test
  void aBurstDoesNotConfirm() {
    price("4000");
    Instant jump = NOON.plusSeconds(60);
    for (int millis = 0; millis < 100; millis++) {
      take(ETH, "40", jump.plusMillis(millis));
    }
    assertThat(seen()).isEqualTo("4000 PRICE_JUMPED");
    take(ETH, "40", jump.plus(PriceTrack.CONFIRMATION_TIME).minusMillis(1));
    assertThat(seen()).isEqualTo("4000 PRICE_JUMPED");
    take(ETH, "40", jump.plus(PriceTrack.CONFIRMATION_TIME));
    assertThat(seen()).isEqualTo("40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bybit:Perp:ETHUSDT", "binance:Perp:ETHUSDT"})
  void anotherFreshMarketOfTheAssetThatContradictsKeepsTheDoubt(String other) {
    Market perp = Market.parse(other);
    take(ETH, "4000", NOON);
    take(perp, "4000", NOON);
    for (int second = 10; second <= 120; second += 10) {
      take(ETH, "40", NOON.plusSeconds(second));
      take(perp, "4001", NOON.plusSeconds(second));
    }
    assertThat(seen()).isEqualTo("4000 PRICE_JUMPED");

    take(perp, "41", NOON.plusSeconds(130));
    take(ETH, "40", NOON.plusSeconds(140));
    assertThat(seen()).as("both say so").isEqualTo("40");
  }

  @Test
  void aMarketThatIsSilentOrOfAnotherAssetContradictsNothing() {
    take(Market.parse("bybit:Perp:ETHUSDT"), "4000", NOON);
    take(ETH, "4000", NOON);
    for (int second = 70; second <= 100; second += 10) {
      take(Market.parse("bybit:Perp:BTCUSDT"), "60000", NOON.plusSeconds(second));
      take(Market.parse("binance:Spot:BTC/USDT"), "60000", NOON.plusSeconds(second));
      take(ETH, "2000", NOON.plusSeconds(second));
    }
    assertThat(seen()).isEqualTo("2000");
  }

  /** All markets of an asset fall together, hour by hour as histories tell it. */
  @Test
  void aTrueGapPassesInEveryMarketAtOnce() {
    Market perp = Market.parse("bybit:Perp:ETHUSDT");
    String[] hours = {"4000", "2800", "2810", "2790", "2805"};
    for (int hour = 0; hour < hours.length; hour++) {
      assertThat(seen()).isNotEqualTo(hours[4]);
      take(ETH, hours[hour], NOON.plusSeconds(3600L * hour));
      take(perp, hours[hour], NOON.plusSeconds(3600L * hour));
    }
    assertThat(seen()).isEqualTo("2805");
    assertThat(book.sight(FIFTH).quote(perp).orElseThrow().price()).isEqualTo("2805");
  }

  /** A {@code max_price_jump} that comes into use in the middle of a doubt has that doubt. */
  @Test
  void aLimitThatIsNewDoesNotBelieveWhatOthersDoubt() {
    price("100");
    price("300");
    assertThat(seen(new BigDecimal("0.3"))).isEqualTo("100 PRICE_JUMPED");
    assertThat(seen(new BigDecimal("3"))).isEqualTo("300");

    second += 6;
    book.take(
        Quote.of(ETH, new BigDecimal("301"), NOON.plusSeconds(second)),
        Set.of(new BigDecimal("0.3")));
    assertThat(seen(new BigDecimal("0.3"))).isEqualTo("100 PRICE_JUMPED");
  }

  @Test
  void aReturnToThePriceInForceEndsTheDoubtAtOnce() {
    price("100");
    price("200");
    price("101");
    assertThat(seen()).isEqualTo("101");
    price("200");
    price("201");
    price("202");
    assertThat(seen()).as("counted anew").isEqualTo("101 PRICE_JUMPED");
  }

  @Test
  void aSecondJumpStartsCountingAnew() {
    price("100");
    price("200");
    price("201");
    price("202");
    price("400");
    price("401");
    price("402");
    assertThat(seen()).isEqualTo("100 PRICE_JUMPED");
    price("403");
    assertThat(seen()).isEqualTo("403");
  }

  @Test
  void everyStrategyHasItsOwnLimit() {
    price("100");
    price("130");
    assertThat(seen(FIFTH)).isEqualTo("100 PRICE_JUMPED");
    assertThat(seen(HALF)).isEqualTo("130");
  }

  @Test
  void aCrossedMarketIsDoubtedUntilItIsNot() {
    price("100");
    crossed("101", "102", "101");
    assertThat(seen()).isEqualTo("100 PRICE_CROSSED");
    crossed("101", "101", "101");
    assertThat(seen()).isEqualTo("101");
  }

  @Test
  void aMarketThatWasOnlyEverCrossedHasNoPrice() {
    crossed("101", "102", "101");
    assertThat(seen()).isEqualTo("none PRICE_CROSSED");
    price("300");
    assertThat(seen()).isEqualTo("300");
  }

  @Test
  void onlyMarketsThatWereLookedAtAreDoubted() {
    price("100");
    price("200");
    MarketSight sight = book.sight(FIFTH);

    sight.quote(Market.parse("binance:Spot:BTC/USDT"));
    assertThat(sight.doubt()).isEmpty();

    sight.quote(ETH);
    assertThat(sight.doubt()).map(Refusal::reason).contains(Reason.PRICE_JUMPED);
    assertThat(sight.doubt().orElseThrow().detail())
        .isEqualTo("binance:Spot:ETH/USDT moved by more than 0.2 from 100, was 200");
  }

  @Test
  void oldQuotesAndDuplicatesAreNoConfirmations() {
    price("100");
    Quote jump = Quote.of(ETH, new BigDecimal("200"), NOON.plusSeconds(60));
    assertThat(book.take(jump, Set.of(FIFTH))).isPresent();

    assertThat(book.take(jump, Set.of(FIFTH))).isEmpty();
    assertThat(book.take(Quote.of(ETH, new BigDecimal("200"), NOON), Set.of(FIFTH))).isEmpty();
    assertThat(book.take(Quote.of(ETH, new BigDecimal("201"), NOON.plusSeconds(60)), Set.of(FIFTH)))
        .as("of equal time, as it arrives")
        .isPresent();
    assertThat(seen()).isEqualTo("100 PRICE_JUMPED");
  }

  @Test
  void aPredictionIsTakenUnlessItIsOldOrTheSame() {
    Prediction first = new Prediction("BTC", Signal.SWING_HIGH_BREAKOUT, 0.9, null, "5min", NOON);
    Prediction before =
        new Prediction("BTC", Signal.NEUTRAL, 0.9, null, "5min", NOON.minusSeconds(1));
    Prediction other = new Prediction("BTC", Signal.NEUTRAL, 0.9, null, "5min", NOON);

    assertThat(book.take(first)).isTrue();
    assertThat(book.take(first)).isFalse();
    assertThat(book.take(before)).isFalse();
    assertThat(book.sight(FIFTH).prediction("BTC")).contains(first);
    assertThat(book.take(other)).isTrue();
    assertThat(book.sight(FIFTH).prediction("BTC")).contains(other);
    assertThat(book.sight(FIFTH).prediction("ETH")).isEmpty();
  }

  @Test
  void timeIsTheHighestThatAnyMarketTold() {
    assertThat(book.time()).isEqualTo(Instant.EPOCH);
    price("100");
    assertThat(book.time()).isEqualTo(NOON.plusSeconds(6));
    book.advance(NOON.plusSeconds(30));
    book.advance(NOON);
    assertThat(book.time()).isEqualTo(NOON.plusSeconds(30));
  }
}
