package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ApplicationSettings.MarketFlow;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.Price;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConflationTest {
  private static final Instant NOON = SampleEvents.NOON;
  private static final BigDecimal BASIS_POINT = new BigDecimal("0.0001");
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(30);

  private final Conflation conflation = new Conflation(new MarketFlow(BASIS_POINT, MAX_INTERVAL));
  private Instant now = NOON;

  /** A price a second after the one before. */
  private boolean passes(String price) {
    return passes(price, event -> event);
  }

  private boolean passes(String price, UnaryOperator<Price.Builder> otherwise) {
    now = now.plusSeconds(1);
    Price.Builder event =
        SampleEvents.price()
            .setPrice(new BigDecimal(price))
            .setBid(null)
            .setAsk(null)
            .setFundingRate(null)
            .setHigh(null)
            .setLow(null)
            .setEventTime(now);
    return conflation.passes(otherwise.apply(event).build());
  }

  /** The first of a market, and what follows it in any case. */
  private void settleAt(String price) {
    for (int i = 0; i < 4; i++) {
      assertThat(passes(price)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10000.99999, false",
    "10001, true",
    "9999.00001, false",
    "9999, true",
    "10000, false"
  })
  void aPricePassesThatMovedByTheLeastMove(String price, boolean passes) {
    settleAt("10000");

    assertThat(passes(price)).isEqualTo(passes);
  }

  @Test
  void smallMovesAddUpAgainstTheLastThatPassed() {
    settleAt("10000");

    assertThat(passes("10000.4")).isFalse();
    assertThat(passes("10000.8")).isFalse();
    assertThat(passes("10001.2")).isTrue();
  }

  @Test
  void aQuietMarketIsToldOfOnceInAnInterval() {
    settleAt("10000");
    List<Integer> passed = new ArrayList<>();
    for (int second = 1; second <= 70; second++) {
      if (passes("10000")) {
        passed.add(second);
      }
    }

    assertThat(passed).as("12: it confirms the move").containsExactly(12, 42);
  }

  @Test
  void eachMarketIsJudgedByItself() {
    settleAt("10000");

    assertThat(passes("10000", price -> price.setMarket("okx:Spot:ETH/USDT"))).isTrue();
    assertThat(passes("10000")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("notices")
  void whatIsNewsPassesHoweverLittleThePriceMoved(UnaryOperator<Price.Builder> news) {
    settleAt("10000");

    assertThat(passes("10000", news)).isTrue();
  }

  static List<UnaryOperator<Price.Builder>> notices() {
    return List.of(
        price -> price.setFundingRate(0.0001),
        price -> price.setHigh(new BigDecimal("10002")),
        price -> price.setLow(new BigDecimal("9990")),
        price -> price.setBid(new BigDecimal("9999")),
        price -> price.setEventTime(NOON.minusSeconds(1)));
  }

  @Test
  void aCrossedMarketIsToldOfAndItsEndToo() {
    UnaryOperator<Price.Builder> sound =
        price -> price.setBid(new BigDecimal("9999.99")).setAsk(new BigDecimal("10000.01"));
    UnaryOperator<Price.Builder> crossed =
        price -> price.setBid(new BigDecimal("10000.01")).setAsk(new BigDecimal("9999.99"));
    for (int i = 0; i < 4; i++) {
      assertThat(passes("10000", sound)).isTrue();
    }
    assertThat(passes("10000", sound)).isFalse();

    for (int i = 0; i < 4; i++) {
      assertThat(passes("10000", crossed)).isTrue();
    }
    assertThat(passes("10000", crossed)).isFalse();
    assertThat(passes("10000", sound)).isTrue();
  }

  @Test
  void aJumpIsBelievedAsSoonAsWithoutConflation() {
    BigDecimal maxJump = new BigDecimal("0.2");
    Market market = Market.spot(Token.ETH, Token.USDT);
    MarketBook all = new MarketBook();
    MarketBook conflated = new MarketBook();
    settleAt("10000");
    int passed = 0;
    List<String> prices = new ArrayList<>(List.of("10000"));
    prices.addAll(Collections.nCopies(20, "15000"));
    for (String price : prices) {
      boolean passes = passes(price);
      passed += passes ? 1 : 0;
      Quote quote = Quote.of(market, new BigDecimal(price), now);
      all.take(quote, Set.of(maxJump));
      if (passes || passed == 0) {
        conflated.take(quote, Set.of(maxJump));
      }

      assertThat(conflated.sight(maxJump).quote(market).orElseThrow().price())
          .isEqualTo(all.sight(maxJump).quote(market).orElseThrow().price());
    }
    assertThat(conflated.sight(maxJump).quote(market).orElseThrow().price()).isEqualTo("15000");
  }

  @Test
  void withNoLeastMoveEveryPricePasses() {
    Conflation none = new Conflation(new MarketFlow(BigDecimal.ZERO, MAX_INTERVAL));

    for (int i = 0; i < 10; i++) {
      assertThat(none.passes(SampleEvents.price().build())).isTrue();
    }
  }
}
