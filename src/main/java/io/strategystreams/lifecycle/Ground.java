package io.strategystreams.lifecycle;

/** What an application stands on, looked at again and again while it runs. */
@FunctionalInterface
public interface Ground {
  /** Looks once; may take some seconds, and throws nothing for brokers that do not answer. */
  Sight look();

  /** What was seen. */
  sealed interface Sight {}

  /** All is as it must be. */
  record Sound() implements Sight {}

  /**
   * Something is away that may come back; the application waits for it.
   *
   * @param what in words that follow on "waits: "
   */
  record Away(String what) implements Sight {}

  /**
   * Something is as it must never be; the application must stop.
   *
   * @param problem what is wrong and what to do
   */
  record Wrong(String problem) implements Sight {}
}
