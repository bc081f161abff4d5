package io.strategystreams.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries bytes between whoever connects here and a server behind, until it is cut: then
 * connections stay open and nothing comes through, as when a network drops packets. Mended,
 * connections that were there end, since half of what was said on them is lost, and new ones are
 * carried again.
 */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 50;
  private static final int CHUNK = 64 * 1024;
  private static final int CONNECT_MS = 2_000;

  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** Clients that came while it was cut: nobody carries for them. */
  private final Set<Socket> unheard = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean cut = new AtomicBoolean();
  private volatile int target;

  private Relay(ServerSocket door) {
    this.door = door;
  }

  /** Listens at any free port of this machine; carries nothing until {@link #to} says where. */
  public static Relay open() throws IOException {
    return new Relay(new ServerSocket(0, BACKLOG, InetAddress.getByName(HOST)));
  }

  /** Begins to carry to a port of this machine. */
  public Relay to(int port) {
    target = port;
    daemon("relay-" + port(), this::accept).start();
    return this;
  }

  /** Where it listens. */
  public int port() {
    return door.getLocalPort();
  }

  /** From now on nothing comes through, in either direction. */
  public void cut() {
    cut.set(true);
  }

  /** Lets new connections through again and ends those that were cut. */
  public void mend() {
    open.forEach(Relay::end);
    cut.set(false);
    unheard.forEach(Relay::end);
    unheard.clear();
  }

  /** Clients that it has let in since it was cut and does not carry for. */
  int unheard() {
    return unheard.size();
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(Relay::end);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        daemon("relay-" + port() + "-to-" + target, () -> carry(client)).start();
      } catch (SocketException closed) {
        if (!door.isClosed()) {
          LOG.warn("relay {} does not accept: {}", port(), closed.getMessage());
        }
      } catch (IOException failure) {
        LOG.warn("relay {} does not accept: {}", port(), failure.getMessage());
      }
    }
  }

  private void carry(Socket client) {
    // One that connects while the relay is cut waits for an answer that does not come.
    if (cut.get()) {
      unheard.add(client);
      if (!cut.get()) {
        // Mended meanwhile, perhaps without having seen this one.
        end(client);
      }
      return;
    }
    Socket server = new Socket();
    open.add(server);
    try {
      server.connect(new InetSocketAddress(HOST, target), CONNECT_MS);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread back = daemon("relay-" + target + "-to-" + port(), () -> pump(server, client));
      back.start();
      pump(client, server);
    } catch (IOException unreachable) {
      // The server behind is down: the client sees its connection end, as it would without a relay.
      LOG.debug("relay {} cannot reach {}: {}", port(), target, unreachable.getMessage());
    } finally {
      forget(client);
      forget(server);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (cut.get()) {
          hold(from);
          return;
        }
        out.write(chunk, 0, read);
        out.flush();
      }
    } catch (IOException ended) {
      LOG.debug("connection through relay {} ended: {}", port(), ended.getMessage());
    }
    if (!cut.get()) {
      end(from);
      end(to);
    }
  }

  /** What was read is gone, and the connection stays as it is until it is mended. */
  private static void hold(Socket from) throws IOException {
    byte[] lost = new byte[CHUNK];
    InputStream in = from.getInputStream();
    while (in.read(lost) >= 0) {
      // Dropped.
    }
  }

  private void forget(Socket socket) {
    if (!cut.get()) {
      open.remove(socket);
      end(socket);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close: {}", e.getMessage());
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
