package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class HealthServerTest {
  /** More than a small pool of threads has, fewer than the server may have. */
  private static final int HALF_OPEN = 12;

  @Test
  void connectionsThatSendHalfARequestSilenceNoProbe() throws Exception {
    List<Socket> halfOpen = new ArrayList<>();
    try (HealthServer probes =
        HealthServer.start("127.0.0.1", 0, Pulse::starting, Duration.ofMinutes(6), () -> "")) {
      for (int i = 0; i < HALF_OPEN; i++) {
        halfOpen.add(half(probes.port()));
      }

      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + probes.port() + "/live"))
                      .timeout(Duration.ofSeconds(60))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : halfOpen) {
        socket.close();
      }
    }
  }

  private static Socket half(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write("GET /live HT".getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }
}
