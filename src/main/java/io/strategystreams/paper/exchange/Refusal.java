package io.strategystreams.paper.exchange;

/** A venue will not do an order; the message is the report's reason. Carries no stack trace. */
final class Refusal extends RuntimeException {
  Refusal(String reason) {
    super(reason, null, false, false);
  }

  /**
   * @throws Refusal with the reason unless the condition holds
   */
  static void unless(boolean holds, String reason) {
    if (!holds) {
      throw new Refusal(reason);
    }
  }
}
