package io.strategystreams.serde;

import io.strategystreams.testing.FreePort;
import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The client against Apicurio, as a process of its own; the build unpacks it. */
class ApicurioProcessTest extends RegistryContract {
  private static final Path HOME = Path.of("target", "apicurio");
  private static final String JAR = "apicurio-registry-app-2.5.11.Final-runner.jar";
  private static final String HOST = "127.0.0.1";

  private static Process process;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Prerequisite.require(
        Files.exists(HOME.resolve(JAR)),
        "no Apicurio in " + HOME + "; mvn generate-test-resources unpacks it");
    port = FreePort.any();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dquarkus.http.host=" + HOST,
                "-Dquarkus.http.port=" + port,
                "-jar",
                JAR)
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "apicurio.log").toFile())
            .start();
    Awaitility.await("Apicurio, whose output is in target/apicurio.log")
        .atMost(Duration.ofSeconds(300))
        .pollInterval(Duration.ofMillis(200))
        .until(ApicurioProcessTest::isReady);
  }

  @AfterAll
  static void stop() throws Exception {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  @Override
  String url() {
    return "http://" + HOST + ":" + port + "/apis/ccompat/v7";
  }

  private static boolean isReady() throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://" + HOST + ":" + port + "/health/ready"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
