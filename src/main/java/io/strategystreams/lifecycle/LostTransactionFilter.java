package io.strategystreams.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps what Kafka logs as errors of a transaction that is only lost out of the log: a stack trace
 * for each record that was under way, for its task and for its thread. The application says it
 * once, in a line ({@link StreamsLifecycle}).
 */
public final class LostTransactionFilter extends Filter<ILoggingEvent> {
  private static final String KAFKA = "org.apache.kafka.";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLevel() == Level.ERROR
            && event.getLoggerName().startsWith(KAFKA)
            && event.getThrowableProxy() instanceof ThrowableProxy thrown
            && LostTransaction.is(thrown.getThrowable())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
