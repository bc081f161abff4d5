package io.strategystreams.chaos;

import io.strategystreams.config.ModeFile;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;

/**
 * A strategy on the stage.
 *
 * @param capital share class units its paper account begins with
 */
public record Staged(String id, ModeFile file, BigDecimal capital) {
  public Mode mode() {
    return file.mode();
  }

  public Token shareClass() {
    return file.parameters().shareClass();
  }
}
