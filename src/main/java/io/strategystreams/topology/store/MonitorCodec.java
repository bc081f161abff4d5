package io.strategystreams.topology.store;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.exposure.Withdrawal;
import io.strategystreams.core.money.Token;
import io.strategystreams.state.ExposureState;
import io.strategystreams.state.RiskState;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The last exposure and the last risk assessment. */
final class MonitorCodec {
  private MonitorCodec() {}

  static ExposureState write(Exposure exposure) {
    if (exposure == null) {
      return null;
    }
    return new ExposureState(
        exposure.shareClass().symbol(),
        Amounts.exact(exposure.equity()),
        Amounts.named(exposure.positions().asMap()),
        Amounts.named(exposure.dust()),
        exposure.withdrawal().requested(),
        Amounts.exact(exposure.withdrawal().amount()),
        exposure.lastReportOffset(),
        exposure.unrealisedPnl().map(Amounts::named).orElse(null),
        exposure.eventTime());
  }

  static Exposure read(String strategyId, ExposureState stored) {
    if (stored == null) {
      return null;
    }
    return new Exposure(
        strategyId,
        new Token(stored.getShareClass()),
        stored.getEquity(),
        Positions.of(Amounts.byInstrument(stored.getPositions())),
        Amounts.by(Token::new, stored.getDust()),
        stored.getUnrealised() == null ? null : Amounts.byInstrument(stored.getUnrealised()),
        new Withdrawal(stored.getWithdrawalRequested(), stored.getWithdrawalAmount()),
        stored.getLastReportOffset(),
        stored.getEventTime());
  }

  /**
   * Ratios came as doubles and are kept as such: the shortest text of a double reads back the same.
   */
  static RiskState write(RiskAssessment risk) {
    if (risk == null) {
      return null;
    }
    Map<String, Double> ratios = new TreeMap<>();
    risk.marginRatios().forEach((scope, ratio) -> ratios.put(scope, ratio.doubleValue()));
    return new RiskState(
        risk.override(),
        asDouble(risk.maxEquityFraction()),
        asDouble(risk.targetLtv()),
        ratios,
        risk.eventTime());
  }

  static RiskAssessment read(String strategyId, RiskState stored) {
    if (stored == null) {
      return null;
    }
    SortedMap<String, BigDecimal> ratios = new TreeMap<>();
    stored
        .getMarginRatios()
        .forEach((scope, ratio) -> ratios.put(scope, BigDecimal.valueOf(ratio)));
    return new RiskAssessment(
        strategyId,
        stored.getRiskOverride(),
        asDecimal(stored.getMaxEquityFraction()),
        asDecimal(stored.getTargetLtv()),
        ratios,
        stored.getEventTime());
  }

  private static Double asDouble(BigDecimal value) {
    return value == null ? null : value.doubleValue();
  }

  private static BigDecimal asDecimal(Double value) {
    return value == null ? null : BigDecimal.valueOf(value);
  }
}
