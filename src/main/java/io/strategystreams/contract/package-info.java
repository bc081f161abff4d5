/**
 * What other teams build against: names of topics and headers, identities, the rules that events
 * keep, and how they are shown as JSON.
 */
package io.strategystreams.contract;
