package io.strategystreams.topology;

import io.strategystreams.config.ConfigurationException;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.edge.BadRecordException;
import io.strategystreams.edge.RecordFault;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.state.ConfigurationState;
import io.strategystreams.topology.store.ModeFileParser;

/** Whether a configuration may take the place of the one in force. */
final class ConfigurationGate {
  private ConfigurationGate() {}

  /**
   * The very same as one that a tombstone took back is published again, and in force: whoever reads
   * the topic anew, as after lost offsets, ends with what its last record says.
   *
   * @param inForce null if there is none
   * @return false if the very same is in force already
   * @throws BadRecordException if the version does not rise, the incarnation falls, or the file is
   *     refused
   */
  static boolean requireNewer(
      StrategyConfig config, ConfigurationState inForce, ModeFileParser parser) {
    if (inForce != null && isTheSame(config, inForce)) {
      if (!inForce.getRetired()) {
        return false;
      }
    } else if (inForce != null) {
      requireLater(config, inForce);
    }
    requireAccepted(config, parser);
    return true;
  }

  private static void requireLater(StrategyConfig config, ConfigurationState inForce) {
    if (config.getVersion() <= inForce.getVersion()) {
      throw new BadRecordException(
          DeadLetterReason.OLD_VERSION,
          "version must be above "
              + inForce.getVersion()
              + ", the one in force for strategy "
              + config.getStrategyId()
              + ", was "
              + config.getVersion());
    }
    if (config.getIncarnation() < inForce.getIncarnation()) {
      throw BadRecordException.violation(
          "incarnation must not fall below "
              + inForce.getIncarnation()
              + ", was "
              + config.getIncarnation());
    }
  }

  private static boolean isTheSame(StrategyConfig config, ConfigurationState inForce) {
    return config.getVersion() == inForce.getVersion()
        && config.getIncarnation() == inForce.getIncarnation()
        && config.getYaml().equals(inForce.getYaml());
  }

  private static void requireAccepted(StrategyConfig config, ModeFileParser parser) {
    StrategyParameters parameters;
    try {
      parameters = parser.parse(config.getStrategyId(), config.getYaml());
    } catch (ConfigurationException e) {
      throw new BadRecordException(
          DeadLetterReason.CONTRACT_VIOLATION, "yaml is refused: " + e.getMessage(), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadRecordException(
          DeadLetterReason.CONTRACT_VIOLATION,
          "yaml is refused: parsing it failed: " + RecordFault.words(e),
          e);
    }
    if (!parameters.mode().id().equals(config.getMode())) {
      throw BadRecordException.violation(
          "mode must be the file's, " + parameters.mode().id() + ", was " + config.getMode());
    }
  }
}
