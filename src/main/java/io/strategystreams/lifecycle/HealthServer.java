package io.strategystreams.lifecycle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.strategystreams.lifecycle.Pulse.Beat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers probes: {@code GET /live} and {@code GET /ready}, with 200 or 503 and what was seen as
 * JSON; and {@code GET /metrics} in Prometheus' text format.
 */
public final class HealthServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ELSEWHERE = "ask for /live, /ready or /metrics";
  private static final String JSON_TYPE = "application/json";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final BoundedHttp server;
  private final Supplier<Pulse> pulse;
  private final Duration stall;

  private HealthServer(BoundedHttp server, Supplier<Pulse> pulse, Duration stall) {
    this.server = server;
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
    BoundedHttp server;
    try {
      server = BoundedHttp.on(new InetSocketAddress(address, port), "health");
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
    HealthServer health = new HealthServer(server, pulse, stall);
    server
        .with("/", exchange -> answer(exchange, NOT_FOUND, ELSEWHERE))
        .with("/live", exchange -> health.probe(exchange, "/live", Health::live))
        .with("/ready", exchange -> health.probe(exchange, "/ready", Health::ready))
        .with(
            "/metrics",
            exchange -> {
              if (isAsked(exchange, "/metrics")) {
                answer(exchange, OK, METRICS_TYPE, metrics.get());
              }
            })
        .start();
    return health;
  }

  /** Where it listens. */
  public int port() {
    return server.port();
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

  /** The body of a request says nothing here and is not read. */
  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
