package io.strategystreams.topology;

import io.strategystreams.contract.Topics;
import io.strategystreams.edge.TopicReader;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MarketEvent;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.events.StrategyControl;
import java.util.List;

/** The readers of the strategies' inputs. */
record StrategyInputs(
    TopicReader<MarketEvent> market,
    TopicReader<Exposure> exposures,
    TopicReader<RiskAssessment> risks,
    TopicReader<ExecutionReport> reports,
    TopicReader<StrategyConfig> configs,
    TopicReader<StrategyControl> controls) {

  static final List<String> TOPICS =
      List.of(
          Topics.MARKET_DATA,
          Topics.EXPOSURES,
          Topics.RISK_ASSESSMENTS,
          Topics.EXECUTION_REPORTS,
          Topics.STRATEGY_CONFIGS,
          Topics.STRATEGY_CONTROLS);

  static StrategyInputs of(EventSerdes serdes, PartitionCounts partitions) {
    return new StrategyInputs(
        serdes.reader(Topics.MARKET_DATA, MarketEvent.class, partitions),
        serdes.reader(Topics.EXPOSURES, Exposure.class, partitions),
        serdes.reader(Topics.RISK_ASSESSMENTS, RiskAssessment.class, partitions),
        serdes.reader(Topics.EXECUTION_REPORTS, ExecutionReport.class, partitions),
        serdes.reader(Topics.STRATEGY_CONFIGS, StrategyConfig.class, partitions),
        serdes.reader(Topics.STRATEGY_CONTROLS, StrategyControl.class, partitions));
  }
}
