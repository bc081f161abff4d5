package io.strategystreams.core.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.fixture.Defaults;
import io.strategystreams.core.fixture.OrderText;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * «Split»: floor each share, the rest by largest remainder, what is too small joins the largest.
 */
class HedgeSplitTest {
  private static final String[] DEFAULT = {"binance=.4", "bybit=.3", "okx=.3"};

  /** 6.6568, 4.9926, 4.9926: floors leave .006, which only binance's lot fits. */
  @Test
  void theRestGoesWhereItsLotFits() {
    assertThat(shares("16.6417", "3000", DEFAULT))
        .isEqualTo(Map.of("binance", "6.662", "bybit", "4.99", "okx", "4.99"));
  }

  /** .02, .015, .015: floors leave .01; bybit and okx have the same remainder. */
  @Test
  void theLargestRemainderIsServedFirstEqualsByName() {
    assertThat(shares(".05", "3000", DEFAULT))
        .isEqualTo(Map.of("binance", "0.02", "bybit", "0.02", "okx", "0.01"));
  }

  /**
   * .012, .009, .009 floor to .012 and nothing. Whether okx, which is left without a share, joins
   * before or after bybit was served, the specification leaves open; the code splits again without
   * it, and bybit then floors to nothing too.
   */
  @Test
  void aVenueLeftWithoutAShareIsSplitWithoutIt() {
    assertThat(shares(".03", "3000", DEFAULT)).isEqualTo(Map.of("binance", "0.03"));
  }

  @Test
  void ofEqualRemaindersTheFirstByNameIsServed() {
    assertThat(shares(".03", "3000", "bybit=.5", "okx=.5"))
        .isEqualTo(Map.of("bybit", "0.02", "okx", "0.01"));
  }

  /** .01 ETH are 3 USDT, below okx's 5. */
  @Test
  void aShareBelowItsMinimumNotionalJoinsTheLargest() {
    assertThat(shares(".1", "300", "bybit=.9", "okx=.1")).isEqualTo(Map.of("bybit", "0.1"));
  }

  /** .005 ETH at 4000 are just 20 USDT; of .05, .045 floors to .04 and binance takes the rest. */
  @Test
  void aShareOfExactlyItsMinimumNotionalStays() {
    assertThat(shares(".05", "4000", "binance=.1", "bybit=.9"))
        .isEqualTo(Map.of("binance", "0.01", "bybit", "0.04"));
  }

  @Test
  void nothingWhereNoVenueCanTakeTheTotal() {
    assertThat(shares(".006", "3000", DEFAULT)).isEmpty();
  }

  @Test
  void withoutAPriceOnlyTheLotCounts() {
    assertThat(shares(".006", null, DEFAULT)).isEqualTo(Map.of("binance", "0.006"));
  }

  @ParameterizedTest
  @ValueSource(strings = {".0401", "1", "7.7777", "16.6417", "123.456789", "99999.9994"})
  void theSharesSumToTheNearestFinestLot(String total) {
    BigDecimal sum =
        shares(total, "3000", DEFAULT).values().stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum.subtract(new BigDecimal(total)).abs())
        .isLessThanOrEqualTo(new BigDecimal(".0005"));
  }

  private static Map<String, String> shares(String total, String price, String... allocation) {
    SortedMap<Venue, BigDecimal> fractions = new TreeMap<>();
    Map<Venue, MarketRules> rules = new HashMap<>();
    Map<Venue, BigDecimal> prices = new HashMap<>();
    for (String share : allocation) {
      Venue venue = new Venue(share.split("=")[0]);
      fractions.put(venue, new BigDecimal(share.split("=")[1]));
      rules.put(venue, Defaults.catalogue().rulesOf(Market.perp(venue, Token.ETH)));
      if (price != null) {
        prices.put(venue, new BigDecimal(price));
      }
    }
    return OrderText.plain(new HedgeSplit(fractions, rules, prices).shares(new BigDecimal(total)));
  }
}
