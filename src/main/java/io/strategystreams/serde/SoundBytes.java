package io.strategystreams.serde;

import java.io.IOException;
import java.util.function.IntSupplier;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Walks over a record's bytes before anything is made of them. Avro's reader believes every length
 * and count it reads, and reserves that much at once: a few damaged bytes would end the process for
 * want of memory. Its own way of skipping believes the byte length of a block without looking at
 * the items in it.
 */
final class SoundBytes {
  /** Room for the contract's 38 digits several times over; a longer one takes seconds to print. */
  private static final int LONGEST_DECIMAL = 64;

  private final BinaryDecoder decoder;
  private final IntSupplier left;

  private SoundBytes(byte[] bytes, int from) {
    decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    left =
        () -> {
          try {
            return decoder.inputStream().available();
          } catch (IOException e) {
            throw new IllegalStateException("an array can always be asked", e);
          }
        };
  }

  /**
   * Walks over all of them.
   *
   * @param from where the record begins
   * @return how many bytes are left over
   * @throws IOException if a length or count is negative or beyond the bytes there are
   * @throws RuntimeException if a union has no such branch
   */
  static int walk(Schema schema, byte[] bytes, int from) throws IOException {
    SoundBytes walk = new SoundBytes(bytes, from);
    walk.over(schema);
    return walk.left.getAsInt();
  }

  private void over(Schema schema) throws IOException {
    switch (schema.getType()) {
      case RECORD -> {
        for (Schema.Field field : schema.getFields()) {
          over(field.schema());
        }
      }
      case ARRAY -> {
        for (long n = decoder.readArrayStart(); n != 0; n = decoder.arrayNext()) {
          requireWithin("an array's count", n);
          for (long i = 0; i < n; i++) {
            over(schema.getElementType());
          }
        }
      }
      case MAP -> {
        for (long n = decoder.readMapStart(); n != 0; n = decoder.mapNext()) {
          requireWithin("a map's count", n);
          for (long i = 0; i < n; i++) {
            skip("a key's length", decoder.readLong());
            over(schema.getValueType());
          }
        }
      }
      case UNION -> over(schema.getTypes().get(decoder.readIndex()));
      case STRING -> skip("a text's length", decoder.readLong());
      case BYTES -> {
        long length = decoder.readLong();
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal && length > LONGEST_DECIMAL) {
          throw new IOException(
              "a decimal must have at most " + LONGEST_DECIMAL + " bytes, was " + length);
        }
        skip("a length", length);
      }
      case FIXED -> skip("a length", schema.getFixedSize());
      case ENUM -> decoder.readEnum();
      case INT -> decoder.readInt();
      case LONG -> decoder.readLong();
      case FLOAT -> decoder.readFloat();
      case DOUBLE -> decoder.readDouble();
      case BOOLEAN -> decoder.readBoolean();
      case NULL -> decoder.readNull();
    }
  }

  private void skip(String what, long length) throws IOException {
    requireWithin(what, length);
    decoder.skipFixed((int) length);
  }

  /** Each item has a byte at least: the contract has no map or array of nothing. */
  private void requireWithin(String what, long length) throws IOException {
    int bytes = left.getAsInt();
    if (length < 0 || length > bytes) {
      throw new IOException(what + " must be within the " + bytes + " bytes left, was " + length);
    }
  }
}
