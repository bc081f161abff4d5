package io.strategystreams.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Name-based identities: the same input gives the same ids on every run and machine.
 *
 * <p>Each is a UUID of version 5 (RFC 4122, section 4.3) in {@link #NAMESPACE}. Numbers are written
 * in decimal without leading zeros and count from 1.
 */
public final class Identity {
  /**
   * The namespace of every id: the version 5 UUID of {@code strategystreams.io} in the RFC's
   * namespace of domain names. Fixed for good.
   */
  public static final UUID NAMESPACE = UUID.fromString("8a3dfc05-d865-5212-8246-38fa485ac856");

  private static final int VERSION_5 = 0x5000;

  private Identity() {}

  /** Of {@code strategy_id/incarnation/plan/plan_number}. */
  public static String planId(String strategyId, long incarnation, long planNumber) {
    return id(plan(strategyId, incarnation, planNumber));
  }

  /**
   * Of {@code strategy_id/incarnation/plan/plan_number/step}: the {@code atomic_group_id} of the
   * step's orders.
   */
  public static String atomicGroupId(
      String strategyId, long incarnation, long planNumber, int step) {
    return id(plan(strategyId, incarnation, planNumber) + "/" + counted("step", step));
  }

  /** Of {@code strategy_id/incarnation/plan/plan_number/step/sequence_in_group}. */
  public static String orderId(
      String strategyId, long incarnation, long planNumber, int step, int sequenceInGroup) {
    return id(
        plan(strategyId, incarnation, planNumber)
            + "/"
            + counted("step", step)
            + "/"
            + counted("sequence_in_group", sequenceInGroup));
  }

  /** Of {@code strategy_id/incarnation/decision/decision_number}. */
  public static String decisionId(String strategyId, long incarnation, long decisionNumber) {
    return id(
        strategyId + "/" + incarnation + "/decision/" + counted("decision_number", decisionNumber));
  }

  /**
   * Of {@code order_id/close/number}: the id under which a venue reports that it closed a position
   * by itself, by the order that opened it.
   */
  public static String closeId(String orderId, int number) {
    return id(orderId + "/close/" + counted("number", number));
  }

  /** The version 5 UUID of a name in a namespace, as RFC 4122 says. */
  static UUID version5(UUID namespace, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer input =
        ByteBuffer.allocate(Long.BYTES * 2 + text.length)
            .putLong(namespace.getMostSignificantBits())
            .putLong(namespace.getLeastSignificantBits())
            .put(text);
    ByteBuffer digest = ByteBuffer.wrap(sha1().digest(input.array()));
    long most = digest.getLong() & ~0xF000L | VERSION_5;
    long least = digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  private static String plan(String strategyId, long incarnation, long planNumber) {
    return strategyId + "/" + incarnation + "/plan/" + counted("plan_number", planNumber);
  }

  private static long counted(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(what + " counts from 1, was " + number);
    }
    return number;
  }

  private static String id(String name) {
    return version5(NAMESPACE, name).toString();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
