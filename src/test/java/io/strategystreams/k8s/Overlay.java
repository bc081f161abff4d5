package io.strategystreams.k8s;

import java.nio.file.Path;

/** A directory of k8s/ that can be rendered. */
enum Overlay {
  /** What the others are made of; it names no brokers. */
  BASE("base"),
  DEV("overlays/dev"),
  PRODUCTION("overlays/production");

  private final Path directory;

  Overlay(String directory) {
    this.directory = Path.of("k8s").resolve(directory);
  }

  Path directory() {
    return directory;
  }

  /** Everything that is applied, rendered once a process. */
  Manifests manifests() {
    return Kustomize.rendered(this);
  }
}
