package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.lifecycle.Ground.Away;
import io.strategystreams.lifecycle.Ground.Sight;
import io.strategystreams.lifecycle.Ground.Sound;
import io.strategystreams.lifecycle.Ground.Wrong;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class VigilTest {
  private static final Wrong WRONG = new Wrong("topics were deleted");

  private final List<String> stopped = new ArrayList<>();

  private Vigil vigil(Ground ground) {
    return new Vigil("a", ground, wrong -> stopped.add(wrong.getMessage()));
  }

  @Test
  void oneWrongLookStopsNothing() {
    Vigil vigil = vigil(Sound::new);

    for (Sight sight :
        List.of(WRONG, new Sound(), WRONG, new Away("the brokers do not answer"), WRONG)) {
      assertThat(vigil.take(sight, 0)).isTrue();
    }
    assertThat(stopped).isEmpty();
  }

  @Test
  void twoInARowStopItOnce() {
    Vigil vigil = vigil(Sound::new);

    assertThat(vigil.take(WRONG, 0)).isTrue();
    assertThat(vigil.take(WRONG, 0)).isFalse();
    assertThat(stopped).containsExactly("topics were deleted");
  }

  @Test
  void aFailureIsNamedAfterWhatTwoLooksSee() {
    Iterator<Sight> once = List.<Sight>of(WRONG, new Sound()).iterator();

    assertThat(vigil(once::next).wrong()).isEmpty();
    assertThat(vigil(() -> WRONG).wrong()).hasValue("topics were deleted");
    Iterator<Sight> slow =
        List.<Sight>of(new Away("no answer"), WRONG, new Away("no answer"), WRONG).iterator();
    assertThat(vigil(slow::next).wrong()).hasValue("topics were deleted");
  }
}
