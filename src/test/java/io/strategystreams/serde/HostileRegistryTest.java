package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client of a registry against what answers without end, over sockets. */
@Timeout(120)
class HostileRegistryTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  /** What is sent to each connection until it is closed by the other side. */
  private interface Answer {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  private final CountDownLatch ended = new CountDownLatch(1);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void stop() throws IOException {
    ended.countDown();
    server.close();
  }

  private RestSchemaRegistry answering(Answer answer) {
    Thread accepting =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket socket = server.accept();
                  Thread serving = new Thread(() -> serve(socket, answer), "hostile-registry");
                  serving.setDaemon(true);
                  serving.start();
                }
              } catch (IOException closed) {
                // the test has ended
              }
            },
            "hostile-registry");
    accepting.setDaemon(true);
    accepting.start();
    return new RestSchemaRegistry(
        new AvroSerdeConfig(
                Map.of(
                    AvroSerdeConfig.REGISTRY_URL,
                    "http://127.0.0.1:" + server.getLocalPort(),
                    AvroSerdeConfig.REQUEST_TIMEOUT,
                    1_000,
                    AvroSerdeConfig.RETRY_FOR,
                    2_500,
                    AvroSerdeConfig.FIRST_PAUSE,
                    10))
            .registrySettings());
  }

  private static void serve(Socket socket, Answer answer) {
    try (socket) {
      byte[] request = new byte[1 << 16];
      socket.getInputStream().read(request);
      answer.to(socket.getOutputStream());
    } catch (IOException closed) {
      // the client gave up, as it must
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Test
  void aBodyThatDripsIsGivenUp() {
    RestSchemaRegistry registry =
        answering(
            out -> {
              write(out, OK + "Content-Length: 100000\r\n\r\n{");
              while (!ended.await(100, TimeUnit.MILLISECONDS)) {
                write(out, " ");
              }
            });

    assertThatThrownBy(() -> registry.byId(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("no whole answer within");
  }

  @Test
  void headersThatDripAreGivenUp() {
    RestSchemaRegistry registry =
        answering(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              for (int n = 0; !ended.await(100, TimeUnit.MILLISECONDS); n++) {
                write(out, "X-" + n + ": 1\r\n");
              }
            });

    assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void aBodyWithoutEndIsNotKept() {
    String part = "\"" + "x".repeat(1 << 16) + "\",";
    RestSchemaRegistry registry =
        answering(
            out -> {
              write(out, OK + "\r\n[");
              while (ended.getCount() > 0) {
                write(out, part);
              }
            });

    assertThatThrownBy(() -> registry.versions("orders-value"))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("the answer must have at most 4194304 bytes, and has more");
  }

  @Test
  void wordsOfARegistrySteerNothingAndAreShort() {
    String message = "no\\u001b[2J \\u202eesrever" + "x".repeat(10_000);
    String body = "{\"error_code\":40403,\"message\":\"" + message + "\"}";
    RestSchemaRegistry registry =
        answering(
            out ->
                write(
                    out,
                    "HTTP/1.1 404 Not Found\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body));

    assertThatThrownBy(() -> registry.byId(1))
        .isInstanceOfSatisfying(
            SchemaNotFoundException.class,
            refused ->
                assertThat(refused.getMessage())
                    .contains("no\\u001b[2J \\u202eesrever")
                    .doesNotContain("\u001b", "\u202e")
                    .hasSizeLessThan(2_000));
  }
}
