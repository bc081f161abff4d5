package io.strategystreams.realcluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * Puts the first producer of an application to sleep that is about to ask for a commit: everything
 * was sent, offsets too. Met where the producer logs it, since nothing else is called there.
 */
final class StalledCommit implements AutoCloseable {
  private static final String SENDING = "Sending transactional request";
  private static final String COMMIT = "committed=true";

  private final Logger sender =
      (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.producer.internals.Sender");
  private final Level before = sender.getLevel();
  private final AtomicReference<String> armed = new AtomicReference<>();
  private final CountDownLatch asleep = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);
  private final UnsynchronizedAppenderBase<ILoggingEvent> listener =
      new UnsynchronizedAppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getMessage().contains(SENDING)) {
            beforeSend(event.getFormattedMessage());
          }
        }
      };

  StalledCommit() {
    listener.start();
    sender.setLevel(Level.DEBUG);
    sender.setAdditive(false);
    sender.addAppender(listener);
  }

  /**
   * From now on the next producer to commit falls asleep.
   *
   * @param instance what its transactional ids begin with
   */
  void arm(String instance) {
    armed.set("'" + instance + "-");
  }

  boolean isAsleep() {
    return asleep.getCount() == 0 && woken.getCount() > 0;
  }

  void wake() {
    woken.countDown();
  }

  private void beforeSend(String request) {
    String prefix = armed.get();
    if (prefix != null
        && request.contains(prefix)
        && request.contains(COMMIT)
        && armed.compareAndSet(prefix, null)) {
      asleep.countDown();
      try {
        woken.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    wake();
    sender.detachAppender(listener);
    sender.setLevel(before);
    sender.setAdditive(true);
  }
}
