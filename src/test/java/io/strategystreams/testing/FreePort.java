package io.strategystreams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine that nobody listens on at this moment. It lies below the range from which
 * systems give ports to whoever asks for any: whoever listens here begins seconds later, and by
 * then one from that range may be another process's.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int LAST = 32_000;

  private FreePort() {}

  public static int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // Another one is.
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
