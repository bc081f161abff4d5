/**
 * The command {@code demo}: broker, strategies and paper executor in one process, replaying a
 * market. The only part of the product that starts a broker of its own.
 */
package io.strategystreams.cli.demo;
