package io.strategystreams.chaos;

import java.time.Duration;

/** Something that is done to a process and taken back after a while. */
public sealed interface Fault {
  /** What is done. */
  enum Kind {
    /** Ended as {@code kill -9} does, and started again. */
    KILL,
    /** Stopped between two instructions for longer than its group waits, then let go on. */
    FREEZE,
    /** Cut from all brokers for longer than its group waits, then let through again. */
    CUT
  }

  Kind kind();

  /** The process's name, {@code paper-2}, {@code broker-1}. */
  String victim();

  /** What the victim is: {@code strategies}, {@code paper}, {@code broker}. */
  String victimKind();

  /** From its beginning until it is taken back. */
  Duration lasts();

  /**
   * Done to an application.
   *
   * @param number of its role, from 1 on
   */
  record OfApplication(Kind kind, Role role, int number, Duration lasts) implements Fault {
    @Override
    public String victim() {
      return role.text() + "-" + number;
    }

    @Override
    public String victimKind() {
      return role.text();
    }
  }

  /**
   * A broker is killed, while all others are there and have every record.
   *
   * @param number from 1 on
   */
  record OfBroker(int number, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.KILL;
    }

    @Override
    public String victim() {
      return "broker-" + number;
    }

    @Override
    public String victimKind() {
      return "broker";
    }
  }
}
