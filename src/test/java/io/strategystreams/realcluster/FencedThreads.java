package io.strategystreams.realcluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/** Threads of Kafka Streams that said they were fenced and gave up all they had in hand. */
final class FencedThreads implements AutoCloseable {
  private static final String SAID = "Detected that the thread is being fenced";

  private final Logger streamThread =
      (Logger) LoggerFactory.getLogger("org.apache.kafka.streams.processor.internals.StreamThread");
  private final Level before = streamThread.getLevel();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final AppenderBase<ILoggingEvent> listener =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getMessage().contains(SAID)) {
            names.add(event.getThreadName());
          }
        }
      };

  FencedThreads() {
    listener.start();
    streamThread.setLevel(Level.WARN);
    streamThread.setAdditive(false);
    streamThread.addAppender(listener);
  }

  /** From now on only those count that say so later. */
  void forget() {
    names.clear();
  }

  /** So far, by the threads' names. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  @Override
  public void close() {
    streamThread.detachAppender(listener);
    streamThread.setLevel(before);
    streamThread.setAdditive(true);
  }
}
