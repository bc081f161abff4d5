/** What k8s/ holds: rendered, checked strictly, and compared with the code. */
package io.strategystreams.k8s;
