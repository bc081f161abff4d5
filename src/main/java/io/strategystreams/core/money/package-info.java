/**
 * Amounts with their units and the arithmetic they go through: 18 decimals outside, 60 digits
 * inside, rounding always said.
 */
package io.strategystreams.core.money;
