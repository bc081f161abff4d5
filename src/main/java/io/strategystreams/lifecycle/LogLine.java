package io.strategystreams.lifecycle;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.strategystreams.core.text.Printable;
import io.strategystreams.core.text.Secrets;

/**
 * {@code %printable(…)} of the log layouts: an event on one line, without what steers a terminal or
 * tells a secret, whatever its message and exceptions hold.
 */
public final class LogLine extends CompositeConverter<ILoggingEvent> {
  @Override
  protected String transform(ILoggingEvent event, String text) {
    return Printable.line(Secrets.without(text));
  }
}
