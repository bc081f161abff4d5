package io.strategystreams.serde;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A server that answers what it was told to, and remembers what it was asked. */
final class StubRegistry implements AutoCloseable {
  /** What is asked: method and path, and the header Authorization. */
  record Asked(String request, String authorization, String body) {}

  /**
   * What is answered.
   *
   * @param status 0 to hang up without an answer
   */
  record Reply(int status, String body, long delayMs) {
    static Reply of(int status, String body) {
      return new Reply(status, body, 0);
    }

    static Reply error(int status, int code, String message) {
      return of(status, "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
    }
  }

  static final Reply HANGS_UP = Reply.of(0, "");

  private final HttpServer server;
  private final String scheme;
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private Reply last = Reply.of(500, "nothing was prepared");

  private StubRegistry(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::answer);
    server.setExecutor(
        java.util.concurrent.Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "stub-registry");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  static StubRegistry http() throws IOException {
    return new StubRegistry(HttpServer.create(local(), 0), "http");
  }

  static StubRegistry https(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(local(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new StubRegistry(server, "https");
  }

  private static InetSocketAddress local() throws IOException {
    return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
  }

  String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers in this order; the last one again and again. */
  synchronized StubRegistry replies(Reply... next) {
    replies.clear();
    replies.addAll(List.of(next));
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  private synchronized Reply next() {
    if (!replies.isEmpty()) {
      last = replies.poll();
    }
    return last;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      Reply reply = next();
      if (reply.delayMs() > 0) {
        Thread.sleep(reply.delayMs());
      }
      if (reply.status() > 0) {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
