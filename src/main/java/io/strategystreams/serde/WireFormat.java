package io.strategystreams.serde;

import java.nio.ByteBuffer;

/** The Confluent wire format: a zero byte, the schema id in four bytes, then the Avro binary. */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  /** Writes the header into the first five bytes. */
  static void putHeader(byte[] bytes, int schemaId) {
    ByteBuffer.wrap(bytes).put(MAGIC).putInt(schemaId);
  }

  /**
   * @throws UndecodableRecordException if the bytes do not start with a header
   */
  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw new UndecodableRecordException(
          "not in the Confluent wire format: at least 5 bytes are needed, was " + bytes.length);
    }
    if (bytes[0] != MAGIC) {
      throw new UndecodableRecordException(
          "not in the Confluent wire format: the first byte must be 0, was " + (bytes[0] & 0xff));
    }
    return ByteBuffer.wrap(bytes, 1, 4).getInt();
  }
}
