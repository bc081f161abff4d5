package io.strategystreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.audit.Breach;
import io.strategystreams.audit.Promise;
import io.strategystreams.chaos.FaultSchedule.Planned;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.testing.BrokenBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is to find defects, tried on builds that have them: a short run with two kills calls the
 * sound build clean and every broken one not.
 */
@Timeout(1800)
class BrokenBuildsAreCaughtTest {
  private static final Path CONFIGS = Path.of("configs");
  private static final long SEED = 11;
  private static final Duration LOAD = Duration.ofSeconds(26);
  private static final String COMMIT_INTERVAL =
      Environment.variable(ApplicationKeys.COMMIT_INTERVAL);
  private static final String TRANSACTION_TIMEOUT =
      Environment.variable(ApplicationKeys.TRANSACTION_TIMEOUT);
  private static final String GUARANTEE =
      Environment.variable(ApplicationKeys.PROCESSING_GUARANTEE);

  @TempDir private Path directory;

  /** In every build {@link ChaosTest} shows the same under more faults. */
  @Test
  @Tag("long")
  void theSoundBuildIsClean() throws Exception {
    ChaosVerdict verdict = run(request().toRestWithin(Duration.ofMinutes(2)));
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.breaches()).isEmpty();
  }

  @Test
  void ordersThatAreSentAgainAfterAKillAndFilledAgainAreCaught() throws Exception {
    Build build =
        broken(
            "no-dedup",
            "paper/topology/ExecutorProcessor.java",
            "if (memo != null) {",
            "if (memo != null && desk == null) {");
    // What was not committed when it was killed is done again: orders of up to a minute.
    Map<String, String> atLeastOnce =
        Map.of(GUARANTEE, "at_least_once", COMMIT_INTERVAL, "PT1M", TRANSACTION_TIMEOUT, "PT2M");
    ChaosVerdict verdict = run(request().with(build, Map.of(Role.STRATEGIES, atLeastOnce)));
    assertThat(verdict.doubled()).isPositive();
    assertThat(promises(verdict)).contains(Promise.ORDER_ONCE, Promise.REPORT_ONE_TERMINAL);
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void orderIdsThatFollowFromNothingAreCaught() throws Exception {
    Build build =
        broken(
            "random-id",
            "contract/Identity.java",
            "counted(\"sequence_in_group\", sequenceInGroup));",
            "counted(\"sequence_in_group\", sequenceInGroup) + java.util.UUID.randomUUID());");
    ChaosVerdict verdict = run(request().with(build, Map.of()));
    assertThat(promises(verdict)).contains(Promise.ORDER_NOT_LOST, Promise.ORDER_DECIDED);
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void plansThatDoNotWaitForTheirOwnReportsAreCaught() throws Exception {
    Build build = broken("no-barrier", "core/plan/Barrier.java", "&& sawReports(exposure)", "");
    // Half of all reports are read with an exposure beside them that does not know of them yet.
    Map<String, String> slowly = Map.of(COMMIT_INTERVAL, "PT0.5S");
    ChaosVerdict verdict = run(request().with(build, Map.of(Role.PAPER, slowly)));
    assertThat(promises(verdict)).contains(Promise.PLAN_AFTER_REPORTS);
    assertThat(verdict.isClean()).isFalse();
  }

  private ChaosRequest request() {
    StagePlan plan = StagePlan.standard(CONFIGS).withBrokers(1).withCopies(2);
    FaultSchedule kills =
        new FaultSchedule(List.of(kill(6, Role.STRATEGIES), kill(16, Role.PAPER)));
    return ChaosRequest.of(plan, SEED, LOAD, directory.resolve("out"))
        .alone()
        .with(kills)
        .toRestWithin(Duration.ofSeconds(10));
  }

  private static Planned kill(int seconds, Role role) {
    Fault fault = new Fault.OfApplication(Fault.Kind.KILL, role, 1, Duration.ofSeconds(1));
    return new Planned(Duration.ofSeconds(seconds), fault);
  }

  private Build broken(String name, String source, String text, String replacement) {
    Path classes =
        BrokenBuild.in(directory.resolve(name)).replacing(source, text, replacement).compile();
    return Build.present(CONFIGS).behind(classes, name);
  }

  private static ChaosVerdict run(ChaosRequest request) throws Exception {
    return new ChaosRun(request, System.err::println, () -> {}).run();
  }

  private static List<Promise> promises(ChaosVerdict verdict) {
    return verdict.breaches().stream().map(Breach::promise).distinct().toList();
  }
}
