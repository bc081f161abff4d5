package io.strategystreams.testing;

import java.io.IOException;
import java.net.ServerSocket;

/** A port of this machine that nobody listens on at this moment. */
public final class FreePort {
  private FreePort() {}

  public static int any() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
