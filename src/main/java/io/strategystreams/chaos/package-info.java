/**
 * Exactly once, tried: brokers, strategy applications and paper executors as processes of this
 * machine under load, a schedule of faults made from a seed, and a verdict from the committed
 * topics alone. A development command; nothing of a running installation reaches this package.
 */
package io.strategystreams.chaos;
