package io.strategystreams.k8s;

import java.util.List;

/** Something that must hold of manifests that are applied together. */
interface ManifestCheck {
  /** What is wrong, each in one line; empty if nothing is. */
  List<String> problems(Manifests manifests);
}
