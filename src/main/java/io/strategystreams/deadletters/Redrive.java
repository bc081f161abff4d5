package io.strategystreams.deadletters;

import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Keys;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The way back of a dead letter. */
public final class Redrive {
  /**
   * Header of a record that was sent back: where it was read first, {@code topic-partition@offset}.
   */
  static final String FROM = "redriven_from";

  private Redrive() {}

  /**
   * The record as it was: key, value, headers and timestamp. It goes to the partition it was read
   * from; one that lay in the wrong one goes where its key belongs. A header says where it was read
   * first.
   *
   * @param partitions how many its topic has now
   */
  public static ProducerRecord<byte[], byte[]> record(DeadLetter letter, int partitions) {
    RecordHeaders headers = new RecordHeaders(letter.headers());
    headers.remove(FROM);
    headers.add(FROM, letter.source().getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        letter.sourceTopic(),
        partition(letter, partitions),
        letter.time().toEpochMilli(),
        letter.key(),
        letter.value(),
        headers);
  }

  private static int partition(DeadLetter letter, int partitions) {
    boolean moved = letter.reason().equals(DeadLetterReason.WRONG_PARTITION.name());
    return moved && letter.key() != null
        ? Keys.partitionFor(letter.keyText(), partitions)
        : letter.sourcePartition();
  }
}
