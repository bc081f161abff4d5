package io.strategystreams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  @Test
  void nestedKeysBecomeDottedOnesWithTheirLines() {
    Document document =
        YamlReader.read("x.yaml", "a: 1\nb:\n  c: two\n  d: [x, y]\ne: {}\nf: null\n", problems);

    assertThat(problems.all()).isEmpty();
    assertThat(document.entries().keySet()).containsExactly("a", "b.c", "b.d", "e", "f");
    assertThat(document.entries().get("b.c")).isEqualTo(Given.scalar("two", "x.yaml", 3));
    assertThat(document.entries().get("b.d").text()).isEqualTo("x, y");
    assertThat(document.entries().get("e").form()).isEqualTo(Given.Form.EMPTY_MAP);
    assertThat(document.entries().get("f").form()).isEqualTo(Given.Form.NULL);
  }

  @Test
  void numbersStayTheTextTheyWere() {
    Document document =
        YamlReader.read("x.yaml", "a: 0.10000000000000000000000001\nb: 010\nc: 1e3\n", problems);

    assertThat(document.entries().values())
        .extracting(Given::text)
        .containsExactly("0.10000000000000000000000001", "010", "1e3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | x.yaml: must hold keys and values, was empty",
        "just words                    | x.yaml: must be a mapping of keys",
        "a: 1\\na: 2                   | x.yaml:2: a must be given once, is given on line 1 too",
        "a: {b: 1}\\na.b: 2            | x.yaml:2: a.b must be given once, is given on line 1 too",
        "a: &x 1\\nb: *x               | x.yaml:2: b must be written out, aliases are not read, was *x",
        "a: [[1]]                      | x.yaml:1: a must be a list of plain values",
        "a: !!binary aGk=              | x.yaml:1: a must be written without a tag, was !tag:yaml.org,2002:binary",
        "a: 1\\n---\\nb: 2             | x.yaml:3: must hold one YAML document, another begins here",
      })
  void whatCouldMisleadIsRefused(String yaml, String message) {
    YamlReader.read("x.yaml", yaml.replace("\\n", "\n"), problems);

    assertThat(problems.all()).extracting(ConfigError::message).containsExactly(message);
  }

  @Test
  void brokenYamlIsReportedWithItsLine() {
    YamlReader.read("x.yaml", "a: 1\nb: [1, 2\n", problems);

    List<ConfigError> errors = problems.all();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).message()).matches("x\\.yaml:[23]: is no YAML: .+");
  }
}
