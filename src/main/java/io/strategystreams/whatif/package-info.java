/**
 * What a strategy would do in a situation made up for the question: a scenario is answered by the
 * same code that decides in the topology, with fresh state and nothing sent.
 */
package io.strategystreams.whatif;
