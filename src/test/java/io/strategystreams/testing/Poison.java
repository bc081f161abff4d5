package io.strategystreams.testing;

import io.strategystreams.contract.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * A record that must be put aside.
 *
 * @param name what is wrong with it
 * @param stamp milliseconds since 1970; null for the time at which it is sent
 * @param detail a part of the cause in words
 */
public record Poison(
    String name, byte[] key, byte[] value, Long stamp, DeadLetterReason reason, String detail) {
  /** By any clock. */
  public static final long FAR_AHEAD = 7_226_582_400_000L;

  private static final int HEADER = 5;
  private static final int MAX_BYTES = 256 * 1024;

  @Override
  public String toString() {
    return name;
  }

  /** Bytes, keys and places that are wrong on any topic, made from a sound record. */
  public static List<Poison> ofBytes(String key, byte[] sound, byte[] another) {
    List<Poison> all = new ArrayList<>();
    byte[] id = key.getBytes(StandardCharsets.UTF_8);
    all.add(undecodable("empty value", id, new byte[0], "at least 5 bytes are needed, was 0"));
    byte[] magic = sound.clone();
    magic[0] = 1;
    all.add(undecodable("wrong magic byte", id, magic, "the first byte must be 0, was 1"));
    byte[] unknown = sound.clone();
    ByteBuffer.wrap(unknown, 1, 4).putInt(7);
    all.add(undecodable("unknown schema id", id, unknown, "the registry knows no schema id 7"));
    for (int length : new int[] {1, 4, HEADER, HEADER + 1, sound.length - 1}) {
      all.add(undecodable("truncated to " + length, id, Arrays.copyOf(sound, length), ""));
    }
    all.add(
        undecodable(
            "bytes left over",
            id,
            Arrays.copyOf(sound, sound.length + 2),
            "bytes are left over, was 2"));
    all.add(undecodable("another event's bytes", id, another, "must be of io.strategystreams."));
    all.add(
        undecodable("no Avro at all", id, "{\"market\":1}".getBytes(StandardCharsets.UTF_8), ""));
    byte[] damaged = Arrays.copyOf(sound, HEADER + 6);
    Arrays.fill(damaged, HEADER, HEADER + 6, (byte) 0xff);
    all.add(undecodable("a length beyond all bounds", id, damaged, "not a sound"));
    all.add(violation("null key", null, sound, "key must not be missing"));
    all.add(
        undecodable("a key that is no text", new byte[] {(byte) 0xff}, sound, "key must be UTF-8"));
    all.add(
        violation(
            "too large", id, new byte[MAX_BYTES], "key and value must have at most 262144 bytes"));
    return all;
  }

  /** A missing value, where that is no tombstone with a meaning. */
  public static Poison missing(String key) {
    return violation(
        "null value", key.getBytes(StandardCharsets.UTF_8), null, "value must not be missing");
  }

  /** Every mutant that breaks a rule. */
  public static <T extends SpecificRecord> List<Poison> ofRules(
      String topic,
      String key,
      byte[] sound,
      Schema schema,
      Serde<T> serde,
      BiFunction<String, T, List<String>> rules) {
    List<Poison> all = new ArrayList<>();
    for (Mutants.Mutant mutant : Mutants.of(schema, sound)) {
      List<String> violations =
          rules.apply(key, serde.deserializer().deserialize(topic, mutant.bytes()));
      if (!violations.isEmpty()) {
        String detail = String.join("; ", violations);
        all.add(
            violation(
                mutant.name(),
                key.getBytes(StandardCharsets.UTF_8),
                mutant.bytes(),
                detail.substring(0, Math.min(detail.length(), 2_000))));
      }
    }
    return all;
  }

  /** A sound record stamped before 1970, and one stamped, but not dated, long after now. */
  public static List<Poison> ofStamps(String key, byte[] sound) {
    byte[] id = key.getBytes(StandardCharsets.UTF_8);
    return List.of(
        new Poison(
            "stamped -1",
            id,
            sound,
            -1L,
            DeadLetterReason.CONTRACT_VIOLATION,
            "the record's timestamp must not be before 1970, was -1"),
        new Poison(
            "stamped long ago",
            id,
            sound,
            Long.MIN_VALUE + 1,
            DeadLetterReason.CONTRACT_VIOLATION,
            "the record's timestamp must not be before 1970"),
        new Poison(
            "stamped ahead",
            id,
            sound,
            FAR_AHEAD,
            DeadLetterReason.CLOCK_SKEW,
            "the record's timestamp must be at most PT24H ahead of the clock"));
  }

  /** Dated long after now, its stamp being of now. */
  public static Poison dated(String key, byte[] ahead) {
    return new Poison(
        "dated ahead",
        key.getBytes(StandardCharsets.UTF_8),
        ahead,
        null,
        DeadLetterReason.CLOCK_SKEW,
        "event_time must be at most PT24H ahead of the clock");
  }

  /** A key whose partition is another than 0. */
  public static Poison misplaced(String key, byte[] value) {
    return new Poison(
        "wrong partition",
        key.getBytes(StandardCharsets.UTF_8),
        value,
        null,
        DeadLetterReason.WRONG_PARTITION,
        "key " + key + " belongs in partition ");
  }

  public static Poison violation(String name, byte[] key, byte[] value, String detail) {
    return new Poison(name, key, value, null, DeadLetterReason.CONTRACT_VIOLATION, detail);
  }

  private static Poison undecodable(String name, byte[] key, byte[] value, String detail) {
    return new Poison(name, key, value, null, DeadLetterReason.UNDECODABLE, detail);
  }
}
