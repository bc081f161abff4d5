package io.strategystreams.lifecycle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.strategystreams.lifecycle.Pulse.Beat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers probes: {@code GET /live} and {@code GET /ready}, with 200 or 503 and what was seen as
 * JSON; and {@code GET /metrics} in Prometheus' text format.
 */
public final class HealthServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each connection that has not sent its request yet holds one. */
  private static final int THREADS = 32;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final String SECONDS = "5";
  private static final String ELSEWHERE = "ask for /live, /ready or /metrics";
  private static final String JSON_TYPE = "application/json";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int NO_QUEUE_LIMIT = 0;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  static {
    // Read by the JDK at the first server of a process; without them it waits for ever.
    for (String limit : List.of("maxReqTime", "maxRspTime")) {
      String property = "sun.net.httpserver." + limit;
      if (System.getProperty(property) == null) {
        System.setProperty(property, SECONDS);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<Pulse> pulse;
  private final Duration stall;

  private HealthServer(
      HttpServer server, ExecutorService threads, Supplier<Pulse> pulse, Duration stall) {
    this.server = server;
    this.threads = threads;
    this.pulse = pulse;
    this.stall = stall;
  }

  /**
   * Starts and returns when it answers.
   *
   * @param port 0 for any that is free
   * @param pulse of the application, asked at each request
   * @param stall how long a thread may show no life
   * @param metrics asked at each request
   * @throws StartupException if it cannot listen there
   */
  public static HealthServer start(
      String address, int port, Supplier<Pulse> pulse, Duration stall, Supplier<String> metrics) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), NO_QUEUE_LIMIT);
    } catch (IOException | RuntimeException e) {
      throw new StartupException(
          "health.port and health.address must be free and of this machine, was "
              + address
              + ":"
              + port
              + ": "
              + e.getMessage()
              + "; each process on one machine needs a port of its own, 0 is none",
          e);
    }
    ExecutorService threads = threads();
    HealthServer health = new HealthServer(server, threads, pulse, stall);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, NOT_FOUND, ELSEWHERE));
    server.createContext("/live", exchange -> health.probe(exchange, "/live", Health::live));
    server.createContext("/ready", exchange -> health.probe(exchange, "/ready", Health::ready));
    server.createContext(
        "/metrics",
        exchange -> {
          if (isAsked(exchange, "/metrics")) {
            answer(exchange, OK, METRICS_TYPE, metrics.get());
          }
        });
    server.start();
    return health;
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "health");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void probe(HttpExchange exchange, String path, Predicate<Health> asked)
      throws IOException {
    if (isAsked(exchange, path)) {
      Pulse seen = pulse.get();
      Health health = Health.of(seen, stall);
      answer(exchange, asked.test(health) ? OK : UNAVAILABLE, JSON_TYPE, json(seen, health) + "\n");
    }
  }

  /** Whether it is that path and GET; answers otherwise. */
  private static boolean isAsked(HttpExchange exchange, String path) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      answer(exchange, NOT_FOUND, ELSEWHERE);
    } else if (!exchange.getRequestMethod().equals("GET")) {
      answer(exchange, NOT_ALLOWED, "ask with GET");
    } else {
      return true;
    }
    return false;
  }

  private static ObjectNode json(Pulse pulse, Health health) {
    ObjectNode json = JSON.createObjectNode();
    json.put("live", health.live());
    json.put("ready", health.ready());
    json.put("phase", pulse.phase().name());
    health.problems().forEach(json.putArray("problems")::add);
    json.put("waits_for", pulse.away().orElse(null));
    pulse.tasks().forEach(json.putArray("tasks")::add);
    for (Beat beat : pulse.threads()) {
      ObjectNode thread = json.withArray("threads").addObject();
      thread.put("thread", beat.thread());
      thread.put("silent_seconds", beat.silent().toSeconds());
    }
    return json;
  }

  private static void answer(HttpExchange exchange, int status, String message) throws IOException {
    answer(exchange, status, JSON_TYPE, JSON.createObjectNode().put("message", message) + "\n");
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
