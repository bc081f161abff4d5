/** Documents and schemas made from the keys of the configuration: pure functions to text. */
package io.strategystreams.config.reference;
