package io.strategystreams.testing;

import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs beyond Java and Maven: data, another product, a container engine. Where it is
 * missing the test is skipped and says why. In continuous integration ({@code CI=true}) it fails
 * instead: there everything is made ready beforehand, and a test that silently stops running is a
 * defect.
 */
public final class Prerequisite {
  private static final String ADVICE = "; scripts/test-prerequisites makes ready what it can";

  private Prerequisite() {}

  /**
   * Goes on if it is there.
   *
   * @param missing what is missing, in words
   */
  public static void require(boolean present, String missing) {
    require(present, missing, System.getenv("CI"));
  }

  static void require(boolean present, String missing, String ci) {
    if (!present && "true".equals(ci)) {
      throw new AssertionError("must not be missing where CI=true: " + missing + ADVICE);
    }
    Assumptions.assumeTrue(present, missing + ADVICE);
  }
}
