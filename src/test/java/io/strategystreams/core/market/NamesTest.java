package io.strategystreams.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.money.Token;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What venues, instruments and markets may be called. */
class NamesTest {
  private static final String LETTERS = "aAzZ059_/:. -é\n";

  @Test
  void checksByHandAgreeWithTheirRegularExpressions() {
    Pattern plain = Pattern.compile("[A-Za-z0-9]+");
    Pattern pair = Pattern.compile("[A-Za-z0-9]+/[A-Za-z0-9]+");
    Pattern venue = Pattern.compile("[a-z0-9_]+");
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      String name = text.toString();
      assertThat(Symbols.isPlain(name)).as(name).isEqualTo(plain.matcher(name).matches());
      assertThat(Symbols.isPair(name)).as(name).isEqualTo(pair.matcher(name).matches());
      assertThat(isVenue(name)).as(name).isEqualTo(venue.matcher(name).matches());
    }
  }

  @Test
  void theSameTextIsTheSameObjectAndEqualToOneMadeOtherwise() {
    assertThat(Market.parse("bybit:Perp:ETHUSDT"))
        .isSameAs(Market.parse("bybit:Perp:ETHUSDT"))
        .isEqualTo(Market.perp(Venue.BYBIT, Token.ETH));
    assertThat(Instrument.parse("aave_v3:aToken:aUSDT"))
        .isSameAs(Instrument.parse("aave_v3:aToken:aUSDT"))
        .isEqualTo(Instrument.aToken(Token.USDT));
  }

  @Test
  void whatIsNoNameIsRefusedEachTime() {
    for (int time = 0; time < 2; time++) {
      assertThatThrownBy(() -> Instrument.parse("wallet:BaseToken"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("venue:position_type:symbol, was wallet:BaseToken");
      assertThatThrownBy(() -> Market.parse("binance:Spot:ETHUSDT"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("BASE/QUOTE, was ETHUSDT");
    }
  }

  @Test
  void strangersNamesDoNotFillTheMemory() {
    Parsed<String> parsed = new Parsed<>(text -> new StringBuilder(text).toString());
    String known = parsed.of("known");
    String tooLong = "x".repeat(65);
    for (int name = 0; name < 5000; name++) {
      parsed.of("name" + name);
    }

    assertThat(parsed.of("known")).isSameAs(known);
    assertThat(parsed.of("name10")).isSameAs(parsed.of("name10"));
    assertThat(parsed.of("name4999")).isNotSameAs(parsed.of("name4999"));
    assertThat(parsed.of(tooLong)).isNotSameAs(parsed.of(tooLong));
  }

  @Test
  void indicesAndGasAreForAccountingAndNothingElseIs() {
    for (String market :
        new String[] {
          "aave_v3:Rate:aUSDT/USDT", "aave_v3:Rate:debtweETH/weETH", "wallet:Rate:gas/ETH"
        }) {
      assertThat(Market.parse(market).isForAccounting()).as(market).isTrue();
    }
    for (String market :
        new String[] {
          "etherfi:Rate:weETH/WETH",
          "lido:Rate:wstETH/WETH",
          "uniswap:Spot:weETH/WETH",
          "binance:Spot:ETH/USDT",
          "bybit:Perp:ETHUSDT"
        }) {
      assertThat(Market.parse(market).isForAccounting()).as(market).isFalse();
    }
  }

  private static boolean isVenue(String name) {
    try {
      return new Venue(name).name().equals(name);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
