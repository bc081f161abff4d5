/** The ten modes, and a mode file as the core reads it: validated, ratios as exact decimals. */
package io.strategystreams.core.mode;
