package io.strategystreams.whatif;

import io.strategystreams.core.exposure.Exposure;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.mode.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A situation made up.
 *
 * @param overrides of the mode's file, as {@link io.strategystreams.config.ModeFile#withOverrides}
 *     takes them
 * @param quotes at most one of each market
 * @param prediction null for none
 * @param risk null for none
 */
record Scenario(
    String strategyId,
    Mode mode,
    Map<String, Object> overrides,
    Instant now,
    List<Quote> quotes,
    Prediction prediction,
    RiskAssessment risk,
    Exposure exposure) {}
