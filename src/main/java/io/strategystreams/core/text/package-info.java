/**
 * Text that others wrote, before it is shown: nothing in it steers a terminal or tells a secret.
 */
package io.strategystreams.core.text;
