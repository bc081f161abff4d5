package io.strategystreams.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.strategystreams.embedded.RegistryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A development registry behind a door that asks for user and password. */
final class GuardedRegistry implements AutoCloseable {
  static final String USER = "desk";

  private final RegistryServer inner;
  private final HttpServer door;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private volatile Set<String> accepted = Set.of();

  private GuardedRegistry(RegistryServer inner, HttpServer door) {
    this.inner = inner;
    this.door = door;
    door.setExecutor(threads);
    door.createContext("/", this::pass);
    door.start();
  }

  static GuardedRegistry start(Path directory) throws IOException {
    return new GuardedRegistry(
        RegistryServer.start(directory.resolve("registry.json"), 0),
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
  }

  String url() {
    return "http://127.0.0.1:" + door.getAddress().getPort();
  }

  /** Only these passwords from now on; forgets which ones were shown. */
  void accept(String... passwords) {
    accepted = Stream.of(passwords).map(GuardedRegistry::header).collect(Collectors.toSet());
    shown.clear();
  }

  /** Whether somebody came with it since the passwords were changed. */
  boolean wasShown(String password) {
    return shown.contains(header(password));
  }

  private static String header(String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      shown.add(header);
      byte[] asked = exchange.getRequestBody().readAllBytes();
      if (!accepted.contains(header)) {
        answer(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        return;
      }
      HttpResponse<String> inside =
          client.send(
              HttpRequest.newBuilder(URI.create(inner.url() + exchange.getRequestURI()))
                  .headers("Content-Type", "application/vnd.schemaregistry.v1+json")
                  .method(
                      exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(asked))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      answer(exchange, inside.statusCode(), inside.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  @Override
  public void close() {
    door.stop(0);
    threads.shutdownNow();
    inner.close();
  }
}
