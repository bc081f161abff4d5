/**
 * The files under {@code configs/} read, validated and made into what the core and the applications
 * take. Everything is checked before anything starts, and every error is reported, not the first.
 *
 * <p>Each key stands in one place with its name, type, default and documentation: {@link
 * io.strategystreams.config.ModeKeys}, {@link io.strategystreams.config.ApplicationKeys}, {@link
 * io.strategystreams.config.MarketKeys}, {@link io.strategystreams.config.VenueKeys}.
 */
package io.strategystreams.config;
