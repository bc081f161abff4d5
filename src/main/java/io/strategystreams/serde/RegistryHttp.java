package io.strategystreams.serde;

import io.strategystreams.core.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to a registry of one or several nodes. An attempt that was lost, or that another may
 * better, goes to the next node; after a round of all of them there is a pause. Answers are bounded
 * in bytes, and in time from connecting to their last byte. Safe for use by many threads.
 */
final class RegistryHttp {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  /** Many times the largest schema, or list of versions. */
  private static final int MOST_BYTES = 4 << 20;

  private final RegistrySettings settings;
  private final HttpClient http;

  /**
   * @throws org.apache.kafka.common.config.ConfigException if a key or trust store is unusable
   */
  RegistryHttp(RegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.requestTimeout());
    RegistryTls.context(settings).ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  RegistryAnswer get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  RegistryAnswer post(String path, String json) {
    return call("POST", path, BodyPublishers.ofString(json));
  }

  /** The registry's addresses, for messages. */
  String shownUrls() {
    return settings.shownUrls();
  }

  /**
   * The first answer that another attempt would not better.
   *
   * @throws RegistryUnavailableException if there is none in time
   */
  private RegistryAnswer call(String method, String path, BodyPublisher body) {
    long end = System.nanoTime() + settings.retryFor().toNanos();
    String request = method + " " + path;
    Round before = null;
    for (int round = 1; ; round++) {
      boolean cutShort = end - System.nanoTime() < settings.requestTimeout().toNanos();
      Round outcome = round(method, request, path, body, end);
      if (outcome.answer() != null) {
        return outcome.answer();
      }
      if (cutShort && before != null && outcome.cause() instanceof HttpTimeoutException) {
        throw unavailable(
            request, round, before); // the answer before it says more than the end of time
      }
      before = outcome;
      Duration pause = settings.pauseAfter(round);
      if (outcome.hopeless() || System.nanoTime() + pause.toNanos() >= end) {
        throw unavailable(request, round, outcome);
      }
      LOG.warn(
          "schema registry: {} failed ({}); asking again in {} ms",
          request,
          outcome.failure(),
          pause.toMillis());
      sleep(request, pause);
    }
  }

  /**
   * One attempt at each node, until one answers for good.
   *
   * @param answer null if none did
   * @param failure the last one, in words
   * @param hopeless whether no node's failure is one that passes
   */
  private record Round(RegistryAnswer answer, String failure, Throwable cause, boolean hopeless) {}

  private Round round(String method, String request, String path, BodyPublisher body, long end) {
    String failure = "no time was left";
    Throwable cause = null;
    boolean hopeless = true;
    for (URI url : settings.urls()) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return new Round(null, failure, cause, false);
      }
      try {
        HttpResponse<String> response =
            answered(request(method, url, path, body), shorter(left, settings.requestTimeout()));
        RegistryAnswer answer =
            RegistryAnswer.of(url, request, response.statusCode(), response.body());
        if (!answer.mayPass()) {
          return new Round(answer, null, null, false);
        }
        failure = answer.said();
        hopeless = false;
      } catch (SSLException e) {
        failure = url + ": TLS failed: " + shown(e.getMessage());
        cause = e;
      } catch (IOException e) {
        failure = url + ": " + e.getClass().getSimpleName() + " " + shown(e.getMessage());
        cause = e;
        hopeless = false;
      } catch (InterruptedException e) {
        throw interrupted(request, e);
      }
    }
    return new Round(null, failure, cause, hopeless);
  }

  /**
   * The whole answer, its body included: the client's own time-out ends with the headers, and a
   * body that drips would be waited for.
   */
  private HttpResponse<String> answered(HttpRequest request, Duration longest)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BoundedBody.of(MOST_BYTES));
    try {
      return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + longest.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      answer.cancel(true); // closes the connection where the answer is still under way
    }
  }

  private HttpRequest request(String method, URI url, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", MEDIA_TYPE)
            .header("Accept", MEDIA_TYPE + ", application/json")
            .method(method, body);
    settings.authorization().ifPresent(secret -> request.header("Authorization", secret.value()));
    return request.build();
  }

  private RegistryUnavailableException unavailable(String request, int rounds, Round last) {
    return new RegistryUnavailableException(
        "the schema registry gave no usable answer to "
            + request
            + " after "
            + rounds
            + (rounds == 1 ? " round" : " rounds")
            + " within "
            + settings.retryFor().toMillis()
            + " ms; last: "
            + last.failure()
            + (last.hopeless()
                ? "; check that the trust store holds the certificate of who signed the registry's"
                : "; check that the registry is up and schema_registry_url is right, was "
                    + settings.shownUrls()),
        last.cause());
  }

  private static void sleep(String request, Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(request, e);
    }
  }

  private static RegistryUnavailableException interrupted(String request, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailableException(
        "interrupted while the schema registry was asked for " + request, e);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String shown(String text) {
    return text == null ? "" : Printable.line(text, RegistryAnswer.LONGEST_WORDS);
  }
}
