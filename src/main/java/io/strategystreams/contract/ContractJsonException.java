package io.strategystreams.contract;

/** JSON that is no event; the message names the field, what is expected there and what was. */
public final class ContractJsonException extends IllegalArgumentException {
  public ContractJsonException(String message) {
    super(message);
  }
}
