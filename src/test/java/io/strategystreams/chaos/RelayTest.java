package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RelayTest {
  private static final int SILENCE_MS = 300;
  private static final int PATIENCE_MS = 60_000;

  private ServerSocket echo;
  private Relay relay;

  @BeforeEach
  void echoes() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer);
    thread.setDaemon(true);
    thread.start();
    relay = Relay.open().to(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    echo.close();
  }

  @Test
  void carriesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(said(client, 7)).isEqualTo(7);
      assertThat(said(client, 8)).isEqualTo(8);
    }
  }

  @Test
  void aCutOneIsSilentAndEndsNothingAndAMendedOneCarriesNewConnections() throws IOException {
    try (Socket before = connect()) {
      assertThat(said(before, 1)).isEqualTo(1);
      relay.cut();
      assertSilent(before, 2);
      try (Socket during = connect()) {
        assertSilent(during, 3);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> relay.unheard() == 1);
        relay.mend();
        assertThat(isEnded(before)).isTrue();
        assertThat(isEnded(during)).isTrue();
      }
    }
    try (Socket after = connect()) {
      assertThat(said(after, 4)).isEqualTo(4);
    }
  }

  @Test
  void aServerThatIsDownEndsTheConnectionAtOnce() throws IOException {
    echo.close();
    try (Socket client = connect()) {
      assertThat(isEnded(client)).isTrue();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static int said(Socket socket, int what) throws IOException {
    socket.getOutputStream().write(what);
    return socket.getInputStream().read();
  }

  private static void assertSilent(Socket socket, int what) throws IOException {
    socket.setSoTimeout(SILENCE_MS);
    assertThatThrownBy(() -> said(socket, what)).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MS);
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private void answer() {
    try {
      while (true) {
        Socket socket = echo.accept();
        Thread thread = new Thread(() -> echo(socket));
        thread.setDaemon(true);
        thread.start();
      }
    } catch (IOException closed) {
      assertThat(echo.isClosed()).isTrue();
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException ended) {
      assertThat(socket.isClosed() || !ended.getMessage().isEmpty()).isTrue();
    }
  }
}
