package io.strategystreams.lifecycle;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/**
 * Asks {@code GET /live} of the application on this machine, for a container's health check where
 * there is neither curl nor a shell. A program of its own: the JDK alone, so that it starts at
 * once.
 */
public final class HealthProbe {
  /**
   * {@code health.port}; without looking at the keys, which would take longer than all the rest.
   */
  static final String PORT = "STRATEGY_STREAMS_HEALTH__PORT";

  private static final int LIVES = 0;
  private static final int DOES_NOT = 1;
  private static final int OK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private HealthProbe() {}

  /** Ends with 0 if it lives, or nobody wants to be asked; else with 1 and why. */
  public static void main(String[] args) {
    int port = Integer.parseInt(System.getenv().getOrDefault(PORT, "0"));
    System.exit(port == 0 ? LIVES : exitCode(port, PATIENCE));
  }

  static int exitCode(int port, Duration patience) {
    String url =
        "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/live";
    try {
      HttpURLConnection asked = (HttpURLConnection) URI.create(url).toURL().openConnection();
      asked.setConnectTimeout((int) patience.toMillis());
      asked.setReadTimeout((int) patience.toMillis());
      int status = asked.getResponseCode();
      if (status == OK) {
        return LIVES;
      }
      System.err.println(url + " must answer 200, was " + status);
    } catch (IOException e) {
      System.err.println(url + " must answer 200, was " + e.getMessage());
    }
    return DOES_NOT;
  }
}
