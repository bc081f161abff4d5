package io.strategystreams.realcluster;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Puts the first thread to sleep that is about to send a record of one key to one topic, within
 * {@code process}: as a garbage collection or a frozen machine would, at the worst moment. All
 * instances that are to share it get {@link #tuning()}; once one sleeps the others go on.
 */
final class Stall implements AutoCloseable {
  private static final Map<String, Stall> ARMED = new ConcurrentHashMap<>();
  private static final String NAME = "test.stall";
  private static final long PATIENCE_SECONDS = 180;

  private final String name = UUID.randomUUID().toString();
  private final String topic;
  private final String key;
  private final AtomicReference<Thread> sleeper = new AtomicReference<>();
  private final CountDownLatch woken = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);

  Stall(String topic, String key) {
    this.topic = topic;
    this.key = key;
  }

  /** From now on the next one to send falls asleep. */
  void arm() {
    ARMED.put(name, this);
  }

  Map<String, Object> tuning() {
    return Map.of(
        StreamsConfig.producerPrefix(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG),
        Sending.class.getName(),
        StreamsConfig.producerPrefix(NAME),
        name);
  }

  boolean isAsleep() {
    return sleeper.get() != null && woken.getCount() > 0;
  }

  /** The thread that fell asleep. */
  String threadName() {
    return sleeper.get().getName();
  }

  /** Wakes the sleeper and waits until it went on. */
  void wake() {
    woken.countDown();
    try {
      if (!gone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the thread that was woken must go on");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while the thread that was woken goes on", e);
    }
  }

  @Override
  public void close() {
    ARMED.remove(name);
    woken.countDown();
  }

  private void beforeSend(ProducerRecord<byte[], byte[]> record) {
    boolean meant =
        record.topic().equals(topic)
            && key.equals(new String(record.key(), StandardCharsets.UTF_8));
    if (meant && sleeper.compareAndSet(null, Thread.currentThread())) {
      try {
        woken.await();
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      } finally {
        gone.countDown();
      }
    }
  }

  /** Called by Kafka's producer, in the thread that sends. */
  public static final class Sending implements ProducerInterceptor<byte[], byte[]> {
    private String name;

    @Override
    public void configure(Map<String, ?> configs) {
      name = configs.get(NAME).toString();
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
      Stall armed = ARMED.get(name);
      if (armed != null) {
        armed.beforeSend(record);
      }
      return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

    @Override
    public void close() {}
  }
}
