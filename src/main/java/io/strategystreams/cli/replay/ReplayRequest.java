package io.strategystreams.cli.replay;

import io.strategystreams.config.Configuration;
import io.strategystreams.replay.MarketSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a replay is asked for.
 *
 * @param from first instant, inclusive
 * @param to last, exclusive
 * @param goOn whether what this cluster's market has already is left out
 * @param groups whom it waits for, in lock-step
 * @param capital whether paper accounts are opened at the first instant
 * @param flows file of further flows, JSON lines
 * @param terminal whether progress may be written over
 */
public record ReplayRequest(
    Configuration configuration,
    MarketSource market,
    Instant from,
    Instant to,
    Pace pace,
    boolean goOn,
    List<String> groups,
    boolean capital,
    Optional<Path> flows,
    boolean terminal) {}
