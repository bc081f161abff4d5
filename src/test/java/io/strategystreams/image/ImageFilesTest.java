package io.strategystreams.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.strategystreams.testing.Prerequisite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Maven packages for the image: all that is needed, and nothing of development. */
class ImageFilesTest {
  private static final Path IMAGE = Path.of("target", "image");
  private static final Path JAR = IMAGE.resolve("app/strategy-streams.jar");
  private static final List<String> DEVELOPMENT =
      List.of("backtest", "bench", "chaos", "cluster", "demo", "failover");

  private static final Pattern BROKER_OR_TESTS =
      Pattern.compile(
          "(kafka|scala|org/junit|org/assertj|org/testcontainers)/.*\\.class"
              + "|org/apache/kafka/(controller|image|raft)/.*\\.class"
              + "|.*/TopologyTestDriver\\.class");

  @BeforeAll
  static void requireImage() {
    Prerequisite.require(
        Files.exists(JAR), "nothing is packaged in " + IMAGE + "; mvn process-classes does it");
  }

  @Test
  void noLibraryHoldsABrokerOrServesTests() throws IOException {
    for (Path library : libraries()) {
      assertThat(entries(library).stream().filter(BROKER_OR_TESTS.asMatchPredicate()))
          .as(library.toString())
          .isEmpty();
    }
  }

  @Test
  void eachLibraryIsThereOnce() throws IOException {
    assertThat(libraries())
        .as("of two versions one is left over from an earlier build: mvn clean")
        .map(library -> library.getFileName().toString().replaceFirst("-[0-9].*|\\.jar$", ""))
        .doesNotHaveDuplicates()
        .contains("kafka-streams", "rocksdbjni", "avro", "picocli", "logback-classic");
  }

  @Test
  void theJarHoldsAllOfTheProgramButDevelopmentAndNoTest() throws IOException {
    Path built = Path.of("target", "classes");
    Set<String> expected;
    try (Stream<Path> files = Files.walk(built)) {
      expected =
          files
              .filter(Files::isRegularFile)
              .map(file -> built.relativize(file).toString())
              .filter(name -> !isDevelopment(name))
              .collect(Collectors.toSet());
    }

    assertThat(entries(JAR)).containsAll(expected).noneMatch(ImageFilesTest::isDevelopment);
    assertThat(entries(JAR).stream().filter(entry -> entry.endsWith(".class")))
        .isSubsetOf(expected);
  }

  @Test
  void everyClassThatTheJarNamesIsThere() throws IOException {
    Set<String> there = new TreeSet<>(entries(JAR));
    for (Path library : libraries()) {
      there.addAll(entries(library));
    }
    Set<String> missing = new TreeSet<>();
    for (JavaClass one : new ClassFileImporter().importPath(JAR)) {
      one.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(type -> !type.isPrimitive())
          .map(JavaClass::getName)
          .filter(name -> !there.contains(name.replace('.', '/') + ".class"))
          .filter(name -> !isOfThePlatform(name))
          .forEach(missing::add);
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void nativeLibrariesAreThoseOfLinuxOnTwoProcessors() throws IOException {
    List<String> natives = new ArrayList<>();
    for (Path library : libraries()) {
      if (!library.getFileName().toString().startsWith("lz4")) { // small, left as it is
        entries(library).stream()
            .filter(entry -> entry.matches(".*\\.(so|dll|jnilib|dylib|a)"))
            .forEach(natives::add);
      }
    }

    assertThat(natives)
        .hasSize(6)
        .allMatch(name -> name.matches("(?i).*linux.*"))
        .anyMatch(name -> name.equals("librocksdbjni-linux64.so"))
        .anyMatch(name -> name.equals("librocksdbjni-linux-aarch64.so"))
        .noneMatch(name -> name.contains("musl"));
  }

  @Test
  void commandsRunFromItAndItsHelpListsNoneThatIsNotThere() throws Exception {
    Output topology = run("topology");
    assertThat(topology.exitCode()).as(topology.text()).isZero();
    assertThat(topology.text()).contains("strategy-processor");
    Output help = run("help");
    assertThat(help.exitCode()).as(help.text()).isZero();
    assertThat(help.text()).contains("paper-executor", "Begin with:");
    DEVELOPMENT.forEach(
        name ->
            assertThat(help.text())
                .doesNotContainPattern("(?m)^  " + name + " |strategies " + name));
  }

  @Test
  void aCommandThatIsLeftOutSaysWhereItIs() throws Exception {
    Output demo = run("demo", "--out", "somewhere");

    assertThat(demo.text())
        .isEqualToIgnoringNewLines(
            "demo is for development and left out of the image; run ./strategies demo from a"
                + " checkout");
    assertThat(demo.exitCode()).isEqualTo(2);
  }

  private static boolean isDevelopment(String entry) {
    return entry.matches("io/strategystreams/(backtest|chaos|embedded)/.*")
        || entry.matches("io/strategystreams/cli/(backtest|bench|chaos|cluster|demo)/.*")
        || entry.matches(
            "io/strategystreams/cli/(Backtest|Bench|Chaos|Cluster|Demo|Failover)Command\\b.*")
        || entry.matches("logback-(chaos|demo)\\.xml");
  }

  private static boolean isOfThePlatform(String name) {
    try {
      Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  private static List<Path> libraries() throws IOException {
    try (Stream<Path> files = Files.list(IMAGE.resolve("lib"))) {
      return files.sorted().toList();
    }
  }

  private static Set<String> entries(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
    }
  }

  private record Output(int exitCode, String text) {}

  private static Output run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                JAR + ":" + IMAGE.resolve("lib") + "/*",
                "io.strategystreams.cli.Main"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    return new Output(process.exitValue(), text);
  }
}
