/**
 * The parts a strategy is made of: what each is worth, what it should hold for the equity it is
 * given, and the orders between the two.
 */
package io.strategystreams.core.leg;
