package io.strategystreams.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The relays of all applications: by door one for each broker. */
final class Doors implements AutoCloseable {
  private final Map<String, List<Relay>> relays = new TreeMap<>();

  private Doors() {}

  static Doors open(int count, int brokers) throws IOException {
    Doors doors = new Doors();
    try {
      for (int number = 1; number <= count; number++) {
        List<Relay> own = new ArrayList<>();
        doors.relays.put(name(number), own);
        for (int broker = 1; broker <= brokers; broker++) {
          own.add(Relay.open());
        }
      }
      return doors;
    } catch (IOException failure) {
      doors.close();
      throw failure;
    }
  }

  /** What brokers call a door. */
  static String name(int number) {
    return "DOOR" + number;
  }

  /** By door, the port by which each broker is announced there. */
  Map<String, List<Integer>> ports() {
    return relays.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, one -> one.getValue().stream().map(Relay::port).toList()));
  }

  /** The relays of a door, in the order of the brokers. */
  List<Relay> of(String door) {
    return relays.get(door);
  }

  @Override
  public void close() throws IOException {
    for (List<Relay> own : relays.values()) {
      for (Relay relay : own) {
        relay.close();
      }
    }
  }
}
