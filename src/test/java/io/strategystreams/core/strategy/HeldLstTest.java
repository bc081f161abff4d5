package io.strategystreams.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.money.Token;
import io.strategystreams.testing.SampleParameters;
import java.math.BigDecimal;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configured is weETH of etherfi. */
class HeldLstTest {
  private static final StrategyParameters CONFIGURED =
      SampleParameters.of(Mode.USDT_ETH_STAKING_HEDGED_SIMPLE).build();

  @ParameterizedTest
  @CsvSource({
    "binance:BaseToken:USDT,        50000, weETH,  etherfi",
    "etherfi:LST:weETH,             10,    weETH,  etherfi",
    "lido:LST:wstETH,               10,    wstETH, lido",
    "aave_v3:aToken:awstETH,        10,    wstETH, lido",
    "lido:Unstaking:WETH,           10,    wstETH, lido",
    "lido:LST:wstETH,               0.01,  wstETH, lido",
    "lido:LST:wstETH,               0.009, weETH,  etherfi",
  })
  void theStrategyGoesOnWithTheLstThatItHolds(
      String instrument, String amount, String lst, String protocol) {
    TreeMap<Instrument, BigDecimal> book = new TreeMap<>();
    book.put(Instrument.parse(instrument), new BigDecimal(amount));

    StrategyParameters judging = HeldLst.judging(CONFIGURED, Positions.of(book));

    assertThat(judging.staking().lst()).isEqualTo(new Token(lst));
    assertThat(judging.staking().protocol()).isEqualTo(new Venue(protocol));
    assertThat(judging.withLst(new Token("weETH"), Venue.ETHERFI)).isEqualTo(CONFIGURED);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 10, wstETH",
    "10, 1, weETH",
    "5, 5, weETH",
    "10, 0.02, weETH",
    "0.02, 10, wstETH"
  })
  void ofTwoTheOneCountsThatTheBookHoldsMoreOf(String weEth, String wstEth, String lst) {
    TreeMap<Instrument, BigDecimal> book = new TreeMap<>();
    book.put(Instrument.parse("etherfi:LST:weETH"), new BigDecimal(weEth));
    book.put(Instrument.parse("aave_v3:aToken:awstETH"), new BigDecimal(wstEth));

    assertThat(HeldLst.judging(CONFIGURED, Positions.of(book)).staking().lst())
        .isEqualTo(new Token(lst));
  }
}
