package io.strategystreams.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.contract.Identity;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenBuildTest {
  private static final String IDENTITY = "contract/Identity.java";

  @TempDir private Path directory;

  @Test
  void itsClassesTakeThePlaceOfTheSoundOnes() throws Exception {
    Path classes =
        BrokenBuild.in(directory)
            .replacing(
                IDENTITY,
                "return version5(NAMESPACE, name).toString();",
                "return \"broken \" + name;")
            .compile();
    String own = System.getProperty("java.class.path");
    URL[] path =
        Stream.concat(
                Stream.of(classes), Arrays.stream(own.split(File.pathSeparator)).map(Path::of))
            .map(BrokenBuildTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Object id =
          loader
              .loadClass(Identity.class.getName())
              .getMethod("planId", String.class, long.class, long.class)
              .invoke(null, "eth_basis", 1L, 2L);
      assertThat(id).isEqualTo("broken eth_basis/1/plan/2");
    }
  }

  @Test
  void aTextThatStandsNowhereOrTwiceIsNoDefect() {
    BrokenBuild build = BrokenBuild.in(directory);
    assertThatThrownBy(() -> build.replacing(IDENTITY, "not there", ""))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("exactly once");
    assertThatThrownBy(() -> build.replacing(IDENTITY, "import java", ""))
        .isInstanceOf(AssertionError.class);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
