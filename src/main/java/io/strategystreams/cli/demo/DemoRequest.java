package io.strategystreams.cli.demo;

import io.strategystreams.config.Configuration;
import io.strategystreams.replay.MarketSource;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a demo is asked for.
 *
 * @param from first instant, inclusive
 * @param to last, exclusive
 * @param out where the results go; made if it is not there
 * @param seed of the paper executor's slips
 * @param partitions of every topic, at least 1
 * @param terminal whether progress may be written over
 */
public record DemoRequest(
    Configuration configuration,
    MarketSource market,
    Instant from,
    Instant to,
    Path out,
    long seed,
    int partitions,
    boolean terminal) {}
