package io.strategystreams.core.engine;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.guard.Control;
import io.strategystreams.core.plan.Report;
import java.time.Instant;
import java.util.Optional;

/** What can happen to a strategy. */
public sealed interface StrategyEvent {

  /** The exposure monitor reported. */
  record ExposureSeen(Exposure exposure) implements StrategyEvent {
    @Override
    public Optional<Instant> eventTime() {
      return Optional.of(exposure.eventTime());
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.exposureSeen(exposure);
    }
  }

  /** The risk monitor reported. */
  record RiskSeen(RiskAssessment risk) implements StrategyEvent {
    @Override
    public Optional<Instant> eventTime() {
      return Optional.of(risk.eventTime());
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.riskSeen(risk);
    }
  }

  /** An executor reported. */
  record ReportSeen(Report report) implements StrategyEvent {
    @Override
    public Optional<Instant> eventTime() {
      return Optional.of(report.eventTime());
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.reportSeen(report);
    }
  }

  /** A prediction for the strategy's asset is new in the market book. */
  record PredictionSeen() implements StrategyEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.predictionSeen();
    }
  }

  /** Time went on, as the market book says. */
  record TimePassed() implements StrategyEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.timePassed();
    }
  }

  /** The strategy's configuration is another one, as the surroundings say. */
  record ConfigurationSeen() implements StrategyEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.configurationSeen();
    }
  }

  /** An operator set the strategy's own control state. */
  record ControlSeen(Control control) implements StrategyEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.controlSeen(control);
    }
  }

  /** An operator set the control state of all strategies, as the surroundings say. */
  record ControlOfAllSeen() implements StrategyEvent {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.controlOfAllSeen();
    }
  }

  /** When it happened; empty where it moves no clock of its own. */
  default Optional<Instant> eventTime() {
    return Optional.empty();
  }

  /**
   * Whether it means nothing before the strategy's first configuration. What operators say does: a
   * halt given before holds.
   */
  default boolean needsConfiguration() {
    return eventTime().isPresent();
  }

  <R> R fold(Cases<R> cases);

  /** One case for each event. */
  interface Cases<R> {
    R exposureSeen(Exposure exposure);

    R riskSeen(RiskAssessment risk);

    R reportSeen(Report report);

    R predictionSeen();

    R timePassed();

    R configurationSeen();

    R controlSeen(Control control);

    R controlOfAllSeen();
  }
}
