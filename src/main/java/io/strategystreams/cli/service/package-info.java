/** What commands that keep an application running have in common. */
package io.strategystreams.cli.service;
