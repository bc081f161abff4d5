package io.strategystreams.contract;

/** Why a record was put aside. */
public enum DeadLetterReason {
  /** The bytes are not the topic's event. */
  UNDECODABLE,

  /** The event breaks a rule of the contract, see {@link ContractRules}. */
  CONTRACT_VIOLATION,

  /** The record lies in another partition than its key's. */
  WRONG_PARTITION,

  /** Its time is further ahead of the broker's clock than the allowed skew. */
  CLOCK_SKEW,

  /** A configuration whose version is below the one in force. */
  OLD_VERSION,

  /** The application itself failed while it applied the record. */
  ENGINE_FAILURE
}
