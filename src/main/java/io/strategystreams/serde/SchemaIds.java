package io.strategystreams.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;

/**
 * Ids taken from a schema's text, not counted, so that two runs write the same bytes whatever their
 * threads registered first.
 */
public final class SchemaIds {

  private SchemaIds() {}

  /** The first 31 bits of the SHA-256 of the schema's JSON; never 0. */
  public static int byContent(Schema schema) {
    try {
      byte[] text = schema.toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return Math.max(1, ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
