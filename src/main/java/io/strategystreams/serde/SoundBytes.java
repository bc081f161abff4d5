package io.strategystreams.serde;

import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Walks over a record's bytes before anything is made of them. Avro's reader believes every length
 * and count it reads, and reserves that much at once: a few damaged bytes would end the process for
 * want of memory. Its own way of skipping believes the byte length of a block without looking at
 * the items in it.
 */
final class SoundBytes {
  /** Room for the contract's 38 digits several times over; a longer one takes seconds to print. */
  private static final int LONGEST_DECIMAL = 64;

  /** The most bytes that a whole number of 32 and of 64 bits takes. */
  private static final int LONGEST_INT = 5;

  private static final int LONGEST_LONG = 10;

  /**
   * The contract's events are nested four deep. A writer's schema may name itself: its records are
   * then as deep as their bytes say.
   */
  private static final int DEEPEST = 64;

  private final byte[] bytes;
  private int at;
  private int depth;

  private SoundBytes(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /**
   * Walks over all of them.
   *
   * @param from where the record begins
   * @return how many bytes are left over
   * @throws IOException if a length or count is negative or beyond the bytes there are, or values
   *     are nested too deep
   * @throws RuntimeException if a union has no such branch
   */
  static int walk(Schema schema, byte[] bytes, int from) throws IOException {
    SoundBytes walk = new SoundBytes(bytes, from);
    walk.over(schema);
    return walk.left();
  }

  private void over(Schema schema) throws IOException {
    if (++depth > DEEPEST) {
      throw new IOException("values must be nested at most " + DEEPEST + " deep");
    }
    overValue(schema);
    depth--;
  }

  private void overValue(Schema schema) throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          over(field.schema());
        }
      }
      case ARRAY -> {
        for (long n = blockCount(); n != 0; n = blockCount()) {
          requireWithin("an array's count", n);
          for (long i = 0; i < n; i++) {
            over(schema.getElementType());
          }
        }
      }
      case MAP -> {
        for (long n = blockCount(); n != 0; n = blockCount()) {
          requireWithin("a map's count", n);
          for (long i = 0; i < n; i++) {
            skip("a key's length", number(LONGEST_LONG));
            over(schema.getValueType());
          }
        }
      }
      case UNION -> over(schema.getTypes().get((int) number(LONGEST_INT)));
      case STRING -> skip("a text's length", number(LONGEST_LONG));
      case BYTES -> {
        long length = number(LONGEST_LONG);
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal && length > LONGEST_DECIMAL) {
          throw new IOException(
              "a decimal must have at most " + LONGEST_DECIMAL + " bytes, was " + length);
        }
        skip("a length", length);
      }
      case FIXED -> skip("a length", schema.getFixedSize());
      case ENUM, INT -> number(LONGEST_INT);
      case LONG -> number(LONGEST_LONG);
      case FLOAT -> pass(Float.BYTES);
      case DOUBLE -> pass(Double.BYTES);
      case BOOLEAN -> pass(1);
      case NULL -> {}
    }
  }

  /** A block that says its bytes too has its count below zero. */
  private long blockCount() throws IOException {
    long count = number(LONGEST_LONG);
    if (count >= 0) {
      return count;
    }
    number(LONGEST_LONG);
    return -count;
  }

  /** A whole number: seven bits a byte, lowest first, the sign in the lowest of all. */
  private long number(int longest) throws IOException {
    long value = 0;
    for (int i = 0; i < longest; i++) {
      if (at == bytes.length) {
        throw new EOFException("a number is cut off");
      }
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << 7 * i;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new IOException("a number must have at most " + longest + " bytes");
  }

  private void skip(String what, long length) throws IOException {
    requireWithin(what, length);
    at += (int) length;
  }

  private void pass(int length) throws IOException {
    if (length > left()) {
      throw new EOFException("a value is cut off");
    }
    at += length;
  }

  /** Each item has a byte at least: the contract has no map or array of nothing. */
  private void requireWithin(String what, long length) throws IOException {
    if (length < 0 || length > left()) {
      throw new IOException(what + " must be within the " + left() + " bytes left, was " + length);
    }
  }

  private int left() {
    return bytes.length - at;
  }
}
