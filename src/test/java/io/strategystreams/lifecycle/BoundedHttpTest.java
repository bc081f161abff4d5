package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take what they can, over sockets, of a server in a small process of its own. */
@Timeout(300)
class BoundedHttpTest {
  private static final long HUGE = 300L << 20;

  @TempDir static Path directory;
  private static Process process;
  private static int port;

  /** The server's process; the JDK reads its limits once, at the first server. */
  public static void main(String[] args) throws Exception {
    HealthServer server =
        HealthServer.start("127.0.0.1", 0, Pulse::starting, Duration.ofMinutes(6), () -> "");
    Files.writeString(Path.of(args[0]), server.port() + "\n");
    System.in.read(); // until the test ends
  }

  @BeforeAll
  static void start() throws IOException {
    Path told = directory.resolve("port");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedHttpTest.class.getName(),
                told.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.exists(told) && Files.readString(told).endsWith("\n"));
    port = Integer.parseInt(Files.readString(told).strip());
  }

  @AfterAll
  static void stop() throws Exception {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  @Test
  void hugeBodiesAreNotRead() throws Exception {
    List<Thread> clients = new ArrayList<>();
    for (int n = 0; n < 4; n++) {
      Thread client = new Thread(() -> post("Content-Length: " + HUGE, new byte[1 << 16]));
      client.start();
      clients.add(client);
    }
    for (Thread client : clients) {
      client.join();
    }

    assertThat(live()).isEqualTo(200);
  }

  @Test
  void anEndlessBodyInChunksIsNotRead() throws Exception {
    String chunk = "10000\r\n" + "x".repeat(1 << 16) + "\r\n";

    assertThat(post("Transfer-Encoding: chunked", chunk.getBytes(StandardCharsets.US_ASCII)))
        .isLessThan(HUGE);
    assertThat(live()).isEqualTo(200);
  }

  @Test
  void endlessHeadersAreNotRead() throws Exception {
    try (Socket socket = socket()) {
      socket
          .getOutputStream()
          .write("GET /live HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      assertThat(writtenUntilClosed(socket, new byte[1 << 16])).isLessThan(HUGE);
    }
    assertThat(live()).isEqualTo(200);
  }

  /** More of them than the server has threads: it lets go of each in time. */
  @Test
  void requestsThatDripAreGivenUp() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int n = 0; n < 40; n++) {
      Socket socket = socket();
      String head =
          n % 2 == 0 ? "GET /live HT" : "POST /live HTTP/1.1\r\nContent-Length: 9\r\n\r\n1";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      slow.add(socket);
    }

    assertThat(live()).isEqualTo(200);

    for (Socket socket : slow) {
      socket.setSoTimeout((int) Duration.ofMinutes(2).toMillis());
      InputStream in = socket.getInputStream();
      try {
        while (in.read() >= 0) {
          // the answer, if there was one; then the end
        }
      } catch (SocketTimeoutException e) {
        throw new AssertionError("a connection was not given up", e);
      } catch (IOException closed) {
        // given up as well
      }
      socket.close();
    }
  }

  /** How many bytes of a body could be sent before the server gave up. */
  private static long post(String header, byte[] part) {
    try (Socket socket = socket()) {
      socket
          .getOutputStream()
          .write(
              ("POST /live HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return writtenUntilClosed(socket, part);
    } catch (IOException closed) {
      return 0;
    }
  }

  private static long writtenUntilClosed(Socket socket, byte[] part) {
    long written = 0;
    try {
      OutputStream out = socket.getOutputStream();
      while (written < HUGE) {
        out.write(part);
        written += part.length;
      }
    } catch (IOException closed) {
      // as it must
    }
    return written;
  }

  private static Socket socket() throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), port);
  }

  private static int live() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/live"))
                .timeout(Duration.ofMinutes(2))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
