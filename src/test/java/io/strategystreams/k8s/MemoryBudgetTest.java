package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ApplicationKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a process may take fits into what its container has: docs/decisions/049. */
class MemoryBudgetTest {
  private static final long MIB = 1L << 20;

  /** Not bound by an option: the compiler, threads and collector, the native library in /tmp. */
  private static final long REST = 46 + 35 + 15;

  @Test
  void podsHaveRoomForAllOfIt() {
    List<String> limits =
        Overlay.PRODUCTION.manifests().ours().stream()
            .filter(Workload::serves)
            .map(one -> one.pod().at("/containers/0/resources/limits/memory").asText())
            .distinct()
            .toList();

    assertThat(limits).singleElement().asString().endsWith("Mi");
    assertFits(Long.parseLong(limits.get(0).replace("Mi", "")));
  }

  @Test
  void soHaveTheContainersOfCompose() throws IOException {
    assertFits(Long.parseLong(found("docker-compose.yml", "APPLICATION_MEMORY:-(\\d+)m")));
  }

  private static void assertFits(long limit) {
    long heap = limit * option("MaxRAMPercentage=(\\d+)") / 100;
    long bounded =
        option("MaxMetaspaceSize=(\\d+)m")
            + option("ReservedCodeCacheSize=(\\d+)m")
            + option("MaxDirectMemorySize=(\\d+)m");
    long stores = ApplicationKeys.ROCKSDB_MEMORY.defaultValue() / MIB;
    assertThat(heap + bounded + stores + REST)
        .as("MiB: heap %d, bounded %d, RocksDB %d, rest %d", heap, bounded, stores, REST)
        .isLessThanOrEqualTo(limit);
  }

  private static long option(String form) {
    return Long.parseLong(found("src/main/docker/jvm.options", form));
  }

  private static String found(String file, String form) {
    try {
      Matcher matcher = Pattern.compile(form).matcher(Files.readString(Path.of(file)));
      assertThat(matcher.find()).as("%s must say %s", file, form).isTrue();
      return matcher.group(1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
