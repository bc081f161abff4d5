package io.strategystreams.contract;

import static io.strategystreams.testing.SampleEvents.STRATEGY;
import static io.strategystreams.testing.SampleEvents.amount;
import static io.strategystreams.testing.SampleEvents.config;
import static io.strategystreams.testing.SampleEvents.control;
import static io.strategystreams.testing.SampleEvents.decision;
import static io.strategystreams.testing.SampleEvents.exposure;
import static io.strategystreams.testing.SampleEvents.order;
import static io.strategystreams.testing.SampleEvents.prediction;
import static io.strategystreams.testing.SampleEvents.price;
import static io.strategystreams.testing.SampleEvents.report;
import static io.strategystreams.testing.SampleEvents.risk;
import static io.strategystreams.testing.SampleEvents.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.ControlState;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.Operation;
import io.strategystreams.events.OrderType;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.Side;
import io.strategystreams.events.Signal;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractRulesTest {
  private static final String MARKET = "binance:Spot:ETH/USDT";
  private static final BigDecimal HUGE = new BigDecimal("100000000000000000000");

  static Stream<SpecificRecord> samples() {
    return SampleEvents.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSoundEventBreaksNothing(SpecificRecord event) {
    assertThat(ContractRules.violations(keyOf(event), event)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventIsBoundToItsKey(SpecificRecord event) {
    assertThat(ContractRules.violations("another", event))
        .singleElement()
        .asString()
        .contains("key must be ")
        .endsWith(", was another");
    assertThat(ContractRules.violations(null, event))
        .singleElement()
        .asString()
        .endsWith(", was null");
  }

  private static Arguments ofMarket(String market, String price, String bounds) {
    return broken(
        market,
        price()
            .setMarket(market)
            .setPrice(amount(price))
            .setBid(null)
            .setAsk(null)
            .setHigh(null)
            .setLow(null),
        "price must be within " + bounds + " for this kind of market, was " + price);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken(MARKET, price().setPrice(amount("0")), "price must be positive, was 0"),
        broken(MARKET, price().setPrice(amount("-1.50")), "price must be positive, was -1.5"),
        broken(MARKET, price().setBid(amount("0")), "bid must be positive, was 0"),
        broken(MARKET, price().setAsk(amount("-1")), "ask must be positive, was -1"),
        broken(
            MARKET,
            price().setPrice(HUGE),
            "price must have at most 20 digits before its decimals, was 100000000000000000000"),
        broken(
            MARKET,
            price().setPrice(amount("0.000000000000000001")),
            "price must be within 0.000000001..1000000000 for this kind of market, was"
                + " 0.000000000000000001"),
        broken(
            MARKET,
            price().setPrice(amount("10000000000000000000")).setHigh(null).setLow(null),
            "price must be within 0.000000001..1000000000 for this kind of market, was"
                + " 10000000000000000000"),
        broken(
            MARKET,
            price().setBid(amount("0.000000000000000001")),
            "bid must be within 0.000000001..1000000000 for this kind of market, was"
                + " 0.000000000000000001"),
        broken(
            MARKET,
            price().setAsk(amount("1000000000.1")),
            "ask must be within 0.000000001..1000000000 for this kind of market, was"
                + " 1000000000.1"),
        broken(
            MARKET,
            price().setHigh(amount("1000000001")),
            "high must be within 0.000000001..1000000000 for this kind of market, was 1000000001"),
        broken(
            MARKET,
            price().setLow(amount("0.0000000001")),
            "low must be within 0.000000001..1000000000 for this kind of market, was 0.0000000001"),
        ofMarket("etherfi:Rate:weETH/WETH", "101", "0.01..100"),
        ofMarket("uniswap:Spot:weETH/WETH", "0.001", "0.01..100"),
        ofMarket("aave_v3:Rate:aUSDT/USDT", "10001", "0.01..10000"),
        ofMarket("wallet:Rate:gas/ETH", "0.1", "0.000000000000001..0.001"),
        ofMarket("bybit:Perp:ETHUSDT", "1000000001", "0.000000001..1000000000"),
        broken(
            MARKET,
            price().setFundingRate(-0.6),
            "funding_rate must be within ±0.5 per 8 hours, was -0.6"),
        broken("BTC", prediction().setSd(10.5), "sd must be at most 10.0, a ratio, was 10.5"),
        broken(
            MARKET,
            price().setFundingRate(Double.NaN),
            "funding_rate must be a finite number, was NaN"),
        broken(
            MARKET,
            price().setEventTime(Instant.EPOCH.minusMillis(1)),
            "event_time must not be before 1970, was 1969-12-31T23:59:59.999Z"),
        broken(
            "ETH/USDT",
            price().setMarket("ETH/USDT"),
            "market: a market is venue:kind:symbol, was ETH/USDT"),
        broken("BTC", prediction().setConfidence(1.2), "confidence must be within 0..1, was 1.2"),
        broken(
            "BTC",
            prediction().setConfidence(Double.NaN),
            "confidence must be within 0..1, was NaN"),
        broken("BTC", prediction().setConfidence(-0.1), "confidence must be within 0..1, was -0.1"),
        broken(
            "BTC",
            prediction().setSd(-0.02),
            "sd must be a finite number, not negative, was -0.02"),
        broken(
            "BTC",
            prediction().setSd(Double.POSITIVE_INFINITY),
            "sd must be a finite number, not negative, was Infinity"),
        broken(
            "BTC",
            prediction().setGranularity("soon"),
            "granularity: a granularity is a number and s, min, h or d, was soon"),
        broken(
            "",
            prediction().setAsset(""),
            "asset must be a name without blanks, / and *, was \"\""),
        broken(
            STRATEGY, exposure().setShareClass(" "), "share_class: a token needs a symbol, was  "),
        broken(
            STRATEGY,
            exposure().setPositions(Map.of("WETH", amount("1"))),
            "positions: an instrument is venue:position_type:symbol, was WETH"),
        broken(
            STRATEGY,
            exposure().setPositions(Map.of("aave_v3:aToken:aETH", amount("-1"))),
            "positions[aave_v3:aToken:aETH] must not be negative, was -1"),
        broken(
            STRATEGY,
            exposure().setPositions(Map.of("aave_v3:debtToken:debtWETH", amount("-1"))),
            "positions[aave_v3:debtToken:debtWETH] must not be negative, was -1"),
        broken(
            STRATEGY,
            exposure().setPositions(Map.of("bybit:Perp:ETHUSDT", HUGE)),
            "positions[bybit:Perp:ETHUSDT] must have at most 20 digits before its decimals, was "
                + HUGE),
        broken(
            STRATEGY,
            exposure().setDustTokens(Map.of("EIGEN", amount("-1"))),
            "dust_tokens[EIGEN] must not be negative, was -1"),
        broken(
            STRATEGY,
            exposure().setWithdrawalAmount(amount("-5")),
            "withdrawal_amount must not be negative, was -5"),
        broken(
            STRATEGY,
            exposure().setLastReportOffset(-1L),
            "last_report_offset must not be negative, was -1"),
        broken(
            STRATEGY,
            exposure().setUnrealisedPnl(Map.of("binance:BaseToken:ETH", amount("1"))),
            "unrealised_pnl: unrealised profit and loss is of a venue:Perp:symbol, was"
                + " binance:BaseToken:ETH"),
        broken(
            STRATEGY,
            risk().setMaxEquityFraction(1.01),
            "max_equity_fraction must be within 0..1, was 1.01"),
        broken(STRATEGY, risk().setTargetLtv(-0.1), "target_ltv must be within 0..1, was -0.1"),
        broken(
            STRATEGY,
            risk().setLtv(Double.NaN),
            "ltv must be a finite number, not negative, was NaN"),
        broken(
            STRATEGY,
            risk().setHealthFactor(-1.0),
            "health_factor must be a finite number, not negative, was -1.0"),
        broken(
            STRATEGY,
            risk().setMarginRatios(Map.of("bybit", Double.NaN)),
            "margin_ratios[bybit] must be a finite number, was NaN"),
        broken(
            STRATEGY,
            risk().setMarginRatios(Map.of("", 0.4)),
            "a key of margin_ratios must not be empty, was \"\""),
        broken(
            STRATEGY,
            report().setStatus(ReportStatus.UNKNOWN),
            "status must be a value known here, was UNKNOWN"),
        broken(
            STRATEGY,
            report().setOrderId(""),
            "order_id must be a name without blanks, / and *, was \"\""),
        broken(
            STRATEGY,
            report().setAveragePrice(amount("0")),
            "average_price must be positive, was 0"),
        broken(
            STRATEGY,
            report().setFeeToken(null),
            "fee_token must name the token of the fee, was null"),
        broken(
            STRATEGY,
            report().setFeeToken("a b"),
            "fee_token must be a name without blanks, / and *, was \"a b\""),
        broken(
            STRATEGY,
            report().setFilledAmount(amount("-1")),
            "filled_amount must not be negative, was -1"),
        broken(
            STRATEGY,
            report().setDeltas(Map.of("ETH", amount("1"))),
            "deltas: an instrument is venue:position_type:symbol, was ETH"),
        broken(STRATEGY, order().setAmount(amount("0")), "amount must be positive, was 0"),
        broken(
            STRATEGY,
            order().setOperation(Operation.UNKNOWN),
            "operation must be a value known here, was UNKNOWN"),
        broken(
            STRATEGY,
            order().setSide(Side.UNKNOWN),
            "side must be a value known here, was UNKNOWN"),
        broken(
            STRATEGY,
            order().setOrderType(OrderType.LIMIT),
            "limit_price must be set for LIMIT and for nothing else, was absent for LIMIT"),
        broken(
            STRATEGY,
            order().setLimitPrice(amount("1")),
            "limit_price must be set for LIMIT and for nothing else, was set for MARKET"),
        broken(
            STRATEGY,
            order().setExecutionMode(ExecutionMode.ATOMIC),
            "atomic_group_id must be set for ATOMIC and for nothing else, was absent for ATOMIC"),
        broken(STRATEGY, order().setStep(3), "step must be at most steps 2, was 3"),
        broken(
            STRATEGY,
            order().setSequenceInGroup(2),
            "sequence_in_group must be at most group_size 1, was 2"),
        broken(
            STRATEGY,
            order().setExpiresAt(SampleEvents.NOON.minusSeconds(1)),
            "expires_at must not be before the event_time 2024-06-01T12:00:00Z,"
                + " was 2024-06-01T11:59:59Z"),
        broken(
            STRATEGY, decision().setDecisionNumber(0), "decision_number must be at least 1, was 0"),
        broken(STRATEGY, config().setMode("martingale"), "mode: no such mode, was martingale"),
        broken(STRATEGY, config().setVersion(0), "version must be at least 1, was 0"),
        broken(STRATEGY, config().setIncarnation(0), "incarnation must be at least 1, was 0"),
        broken(STRATEGY, config().setYaml(" "), "yaml must not be empty, was \" \""),
        broken(
            "a/b",
            control().setStrategyId("a/b"),
            "strategy_id must be a name without blanks, / and *, was \"a/b\""),
        broken(
            "*",
            config().setStrategyId("*"),
            "strategy_id must be a name without blanks, / and *, was \"*\""),
        broken(
            "clock",
            MarketEvent.newBuilder(),
            "exactly one of price, prediction and tick must be set, was 0"),
        broken(
            "BTC",
            MarketEvent.newBuilder().setPrediction(prediction().setConfidence(2).build()),
            "prediction.confidence must be within 0..1, was 2.0"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatBreaksTheContractIsSaidInWords(String key, SpecificRecord event, String words) {
    assertThat(ContractRules.violations(key, event)).containsExactly(words);
  }

  @Test
  void twoMembersOfAMarketEventAreOneTooMany() {
    MarketEvent both =
        MarketEvent.newBuilder().setPrice(price().build()).setTick(tick().build()).build();

    assertThat(ContractRules.violations("clock", both))
        .contains("exactly one of price, prediction and tick must be set, was 2");
  }

  @Test
  void everythingThatIsWrongIsSaid() {
    assertThat(
            ContractRules.violations(
                "BTC", prediction().setConfidence(2).setSd(-1.0).setGranularity("").build()))
        .hasSize(3);
  }

  static Stream<Arguments> tolerated() {
    return Stream.of(
        broken(MARKET, price().setBid(amount("3790")), "a bid above the ask is for the guards"),
        broken(MARKET, price().setBid(null).setAsk(null), "bid and ask are optional"),
        broken("BTC", prediction().setSignal(Signal.UNKNOWN), "an unknown signal means hold"),
        broken(STRATEGY, control().setState(ControlState.UNKNOWN), "acts as HALTED"),
        broken(STRATEGY, control().setReason("").setAuthor(""), "a halt never fails for words"),
        broken("*", control().setStrategyId("*"), "all strategies"),
        broken(
            STRATEGY,
            exposure().setPositions(Map.of("binance:BaseToken:BTC", amount("-0.001"))),
            "a balance owed under portfolio margin"),
        broken(STRATEGY, exposure().setTotalExposure(amount("-1")), "equity may be lost"),
        broken(STRATEGY, report().setFee(amount("-1")), "a rebate"),
        broken(
            STRATEGY,
            order()
                .setExecutionMode(ExecutionMode.ATOMIC)
                .setAtomicGroupId("5c0f8a3e-0000-5000-8000-000000000009"),
            "an order of a group"));
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("tolerated")
  void whatLooksOddButIsNoViolation(String key, SpecificRecord event, String why) {
    assertThat(ContractRules.violations(key, event)).isEmpty();
  }

  @Test
  void aLongValueIsCutInTheMessage() {
    String name = "x".repeat(5_000);

    assertThat(ContractRules.violations(name, price().setMarket(name).build()))
        .singleElement()
        .asString()
        .hasSizeLessThan(300);
  }

  @Test
  void anUnknownRecordHasNoRules() {
    SpecificRecord stranger =
        new SpecificRecord() {
          @Override
          public void put(int i, Object v) {}

          @Override
          public Object get(int i) {
            return null;
          }

          @Override
          public org.apache.avro.Schema getSchema() {
            return null;
          }
        };

    assertThatThrownBy(() -> ContractRules.violations("key", stranger))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Arguments broken(
      String key,
      org.apache.avro.data.RecordBuilder<? extends SpecificRecord> event,
      String words) {
    return Arguments.of(key, event.build(), words);
  }

  /** The key under which a sound event is sent. */
  private static String keyOf(SpecificRecord event) {
    if (event instanceof MarketEvent market) {
      return Stream.of(market.getPrice(), market.getPrediction(), market.getTick())
          .filter(java.util.Objects::nonNull)
          .map(member -> keyOf((SpecificRecord) member))
          .findFirst()
          .orElseThrow();
    }
    for (String field : new String[] {"strategy_id", "market", "asset"}) {
      if (event.getSchema().getField(field) != null) {
        return event.get(event.getSchema().getField(field).pos()).toString();
      }
    }
    return Keys.CLOCK;
  }
}
