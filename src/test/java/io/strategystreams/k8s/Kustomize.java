package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.strategystreams.testing.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The program that renders overlays, from the PATH or from where go installs programs. */
final class Kustomize {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Map<Overlay, Manifests> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  static Manifests rendered(Overlay overlay) {
    Optional<Path> program = program();
    Prerequisite.require(program.isPresent(), "kustomize, which renders k8s/");
    return RENDERED.computeIfAbsent(overlay, one -> render(program.orElseThrow(), one.directory()));
  }

  static Manifests read(String yaml) {
    List<ObjectNode> documents = new ArrayList<>();
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      while (values.hasNext()) {
        if (values.next() instanceof ObjectNode document) {
          documents.add(document);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifests(documents);
  }

  private static Manifests render(Path program, Path directory) {
    try {
      Path complaints = Files.createTempFile("kustomize", ".log");
      try {
        Process process =
            new ProcessBuilder(program.toString(), "build", directory.toString())
                .redirectError(complaints.toFile())
                .start();
        String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String said = Files.readString(complaints);
        if (process.waitFor() != 0 || !said.isBlank()) {
          throw new AssertionError(directory + " must render in silence, was " + said);
        }
        return read(yaml);
      } finally {
        Files.delete(complaints);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rendering " + directory, e);
    }
  }

  private static Optional<Path> program() {
    Stream<String> onPath =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    Stream<String> ofGo =
        Stream.of(
            System.getenv().getOrDefault("GOBIN", ""),
            System.getenv()
                    .getOrDefault(
                        "GOPATH", Path.of(System.getProperty("user.home"), "go").toString())
                + "/bin");
    return Stream.concat(onPath, ofGo)
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, "kustomize"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
