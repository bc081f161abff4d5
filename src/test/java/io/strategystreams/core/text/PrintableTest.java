package io.strategystreams.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatSteersATerminalIsEscaped() {
    assertThat(Printable.line("red \u001b[31m, bell \u0007, c1 \u009b2J, del \u007f"))
        .isEqualTo("red \\u001b[31m, bell \\u0007, c1 \\u009b2J, del \\u007f");
    assertThat(Printable.line("one\r\ntwo\u2028three\u0085four\0"))
        .isEqualTo("one\\u000d\\u000atwo\\u2028three\\u0085four\\u0000");
  }

  @Test
  void whatTurnsTheReadingDirectionOrIsInvisibleIsEscaped() {
    assertThat(Printable.line("a\u202eb\u2066c\u200bd\ufeffe\u061cf"))
        .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeffe\\u061cf");
    assertThat(Printable.line("tag \udb40\udc41")).isEqualTo("tag \\udb40\\udc41");
  }

  @Test
  void unpairedSurrogatesAreEscapedAndPairsStay() {
    assertThat(Printable.line("\ud83d\ude00 \ud83d x \ude00"))
        .isEqualTo("\ud83d\ude00 \\ud83d x \\ude00");
  }

  @Test
  void ordinaryTextStaysAndLinesWhereTheyAreWanted() {
    String text = "θ ≥ 0.05 → „größer“ 中文 \\u";

    assertThat(Printable.line(text)).isSameAs(text);
    assertThat(Printable.lines("one\n\ttwo\r")).isEqualTo("one\n\ttwo\\u000d");
    assertThat(Printable.line("four letters", 4)).isEqualTo("four…");
  }
}
