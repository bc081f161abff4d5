/**
 * Whether what was written keeps its promises: no order lost or doubled, no number left out, books
 * that agree. Told from the committed records alone; shares no code with what wrote them.
 */
package io.strategystreams.audit;
