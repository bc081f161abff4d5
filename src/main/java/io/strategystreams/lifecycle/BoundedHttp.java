package io.strategystreams.lifecycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's HTTP server with bounds on what a client may take of the process: bytes of headers and
 * bodies, connections, and the time from a connection's first byte to the last of its request, and
 * of its answer, however slowly they come.
 */
public final class BoundedHttp implements AutoCloseable {
  private static final int PASSED_OVER = 4;
  private static final int CHUNK = 8192;

  /** Each connection that has not sent its request yet holds one. */
  private static final int THREADS = 32;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final int NO_QUEUE_LIMIT = 0;

  /** Read by the JDK at the first server of a process. Without them there is no bound. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "5", // seconds
          "sun.net.httpserver.maxRspTime", "5",
          "sun.net.httpserver.maxReqHeaderSize", "65536",
          "jdk.httpserver.maxConnections", "1000");

  static {
    LIMITS.forEach(
        (limit, value) -> {
          if (System.getProperty(limit) == null) {
            System.setProperty(limit, value);
          }
        });
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private BoundedHttp(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Listens; {@link #start()} makes it answer.
   *
   * @param address port 0 for any that is free
   * @param name of its threads
   * @throws IOException if it cannot listen there
   */
  public static BoundedHttp on(InetSocketAddress address, String name) throws IOException {
    HttpServer server = HttpServer.create(address, NO_QUEUE_LIMIT);
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    return new BoundedHttp(server, threads);
  }

  /** Who answers what is asked below a path. */
  public BoundedHttp with(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return this;
  }

  /** Answers from now on. */
  public BoundedHttp start() {
    server.start();
    return this;
  }

  /**
   * The body of a request; empty if it is longer. A body of up to {@link #PASSED_OVER} times that
   * is read and forgotten, so that its sender gets to read the refusal; beyond that the connection
   * is closed under it.
   */
  public static Optional<byte[]> body(HttpExchange exchange, int mostBytes) throws IOException {
    byte[] read = exchange.getRequestBody().readNBytes(mostBytes + 1);
    if (read.length <= mostBytes) {
      return Optional.of(read);
    }
    byte[] chunk = new byte[CHUNK];
    long left = (long) mostBytes * PASSED_OVER;
    int count;
    while (left > 0 && (count = exchange.getRequestBody().read(chunk)) >= 0) {
      left -= count;
    }
    return Optional.empty();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
