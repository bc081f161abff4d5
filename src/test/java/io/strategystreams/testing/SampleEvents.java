package io.strategystreams.testing;

import io.strategystreams.events.Action;
import io.strategystreams.events.ControlState;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionMode;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Operation;
import io.strategystreams.events.Order;
import io.strategystreams.events.OrderType;
import io.strategystreams.events.Price;
import io.strategystreams.events.Reason;
import io.strategystreams.events.ReportStatus;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Side;
import io.strategystreams.events.Signal;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import io.strategystreams.events.Tick;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One sound event of each type, as a builder, for a test to change what it is about. */
public final class SampleEvents {
  public static final Instant NOON = Instant.parse("2024-06-01T12:00:00Z");
  public static final String STRATEGY = "eth_basis@fund-17";

  private SampleEvents() {}

  /** One of each type. */
  public static List<SpecificRecord> all() {
    return List.of(
        price().build(),
        prediction().build(),
        exposure().build(),
        risk().build(),
        report().build(),
        order().build(),
        decision().build(),
        config().build(),
        control().build(),
        tick().build(),
        MarketEvent.newBuilder().setPrice(price().build()).build(),
        MarketEvent.newBuilder().setPrediction(prediction().build()).build(),
        MarketEvent.newBuilder().setTick(tick().build()).build());
  }

  public static Price.Builder price() {
    return Price.newBuilder()
        .setMarket("binance:Spot:ETH/USDT")
        .setPrice(amount("3780.5"))
        .setBid(amount("3780.4"))
        .setAsk(amount("3780.6"))
        .setSource("sample")
        .setEventTime(NOON);
  }

  public static MlPrediction.Builder prediction() {
    return MlPrediction.newBuilder()
        .setAsset("BTC")
        .setSignal(Signal.SWING_HIGH_BREAKOUT)
        .setConfidence(0.9)
        .setSd(0.02)
        .setGranularity("5min")
        .setModel("sample-1")
        .setEventTime(NOON);
  }

  public static Exposure.Builder exposure() {
    return Exposure.newBuilder()
        .setStrategyId(STRATEGY)
        .setShareClass("USDT")
        .setTotalExposure(amount("1000000"))
        .setPositions(
            Map.of(
                "binance:BaseToken:USDT", amount("500000"),
                "binance:BaseToken:ETH", amount("132.25"),
                "bybit:Perp:ETHUSDT", amount("-132.25")))
        .setDustTokens(Map.of("EIGEN", amount("12.5")))
        .setWithdrawalRequested(false)
        .setLastReportOffset(41L)
        .setUnrealisedPnl(Map.of("bybit:Perp:ETHUSDT", amount("-120.5")))
        .setEventTime(NOON);
  }

  public static RiskAssessment.Builder risk() {
    return RiskAssessment.newBuilder()
        .setStrategyId(STRATEGY)
        .setRiskOverride(false)
        .setMaxEquityFraction(0.95)
        .setTargetLtv(0.9)
        .setLtv(0.88)
        .setHealthFactor(1.07)
        .setMarginRatios(Map.of("bybit", 0.4, "okx", 0.41))
        .setBreaches(List.of("none of note"))
        .setEventTime(NOON);
  }

  public static ExecutionReport.Builder report() {
    return ExecutionReport.newBuilder()
        .setOrderId("5c0f8a3e-0000-5000-8000-000000000002")
        .setPlanId("5c0f8a3e-0000-5000-8000-000000000001")
        .setStrategyId(STRATEGY)
        .setStatus(ReportStatus.FILLED)
        .setFilledAmount(amount("132.25"))
        .setAveragePrice(amount("3780.6"))
        .setFee(amount("499.98"))
        .setFeeToken("USDT")
        .setDeltas(
            Map.of(
                "binance:BaseToken:ETH", amount("132.25"),
                "binance:BaseToken:USDT", amount("-500484.33")))
        .setEventTime(NOON);
  }

  public static Order.Builder order() {
    return Order.newBuilder()
        .setOrderId("5c0f8a3e-0000-5000-8000-000000000002")
        .setPlanId("5c0f8a3e-0000-5000-8000-000000000001")
        .setPlanNumber(1)
        .setStrategyId(STRATEGY)
        .setMode("eth_basis")
        .setAction(Action.ENTRY_FULL)
        .setStrategyIntent("buy_spot")
        .setVenue("binance")
        .setOperation(Operation.SPOT_TRADE)
        .setPair("ETH/USDT")
        .setSide(Side.BUY)
        .setTokenIn("USDT")
        .setTokenOut("ETH")
        .setAmount(amount("132.25"))
        .setAmountToken("ETH")
        .setOrderType(OrderType.MARKET)
        .setReferencePrice(amount("3780.5"))
        .setSourceVenue("binance")
        .setTargetVenue("binance")
        .setSourceToken("USDT")
        .setTargetToken("ETH")
        .setExpectedDeltas(
            Map.of(
                "binance:BaseToken:ETH", amount("132.25"),
                "binance:BaseToken:USDT", amount("-500471.095125")))
        .setReduceOnly(false)
        .setSlippageTolerance(0.002)
        .setExecutionMode(ExecutionMode.SEQUENTIAL)
        .setStep(1)
        .setSteps(2)
        .setSequenceInGroup(1)
        .setGroupSize(1)
        .setEventTime(NOON)
        .setExpiresAt(NOON.plusSeconds(30));
  }

  public static Decision.Builder decision() {
    return Decision.newBuilder()
        .setDecisionId("5c0f8a3e-0000-5000-8000-000000000003")
        .setDecisionNumber(1)
        .setStrategyId(STRATEGY)
        .setMode("eth_basis")
        .setIncarnation(1)
        .setAction(Action.ENTRY_FULL)
        .setReason(Reason.NO_POSITION)
        .setPlanId("5c0f8a3e-0000-5000-8000-000000000001")
        .setPlanNumber(1L)
        .setOrderIds(List.of("5c0f8a3e-0000-5000-8000-000000000002"))
        .setEquity(amount("1000000"))
        .setTargets(Map.of("binance:BaseToken:ETH", amount("132.25")))
        .setCurrent(Map.of())
        .setDeviation(1.0)
        .setTrigger("exposures-0@7")
        .setConfigVersion(1)
        .setEventTime(NOON);
  }

  public static StrategyConfig.Builder config() {
    return StrategyConfig.newBuilder()
        .setStrategyId(STRATEGY)
        .setMode("eth_basis")
        .setVersion(1)
        .setIncarnation(1)
        .setYaml("mode: eth_basis\n")
        .setEventTime(NOON);
  }

  public static StrategyControl.Builder control() {
    return StrategyControl.newBuilder()
        .setStrategyId(STRATEGY)
        .setState(ControlState.ACTIVE)
        .setReason("start")
        .setAuthor("operator")
        .setEventTime(NOON);
  }

  public static Tick.Builder tick() {
    return Tick.newBuilder().setEventTime(NOON);
  }

  /** A decimal in the contract's scale. */
  public static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }
}
