package io.strategystreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.cli.console.TextTable;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.serde.AvroSerdeConfig;
import io.strategystreams.serde.RestSchemaRegistry;
import io.strategystreams.serde.SchemaRegistries;
import io.strategystreams.serde.SubjectCheck;
import io.strategystreams.serde.SubjectCheck.Standing;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The schemas of this version: listed, compared with a registry, registered there. */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    header = "Lists the schemas, compares them with a registry, or registers them.",
    description = {
      "",
      "Without an option it prints every subject that this version writes under. --check compares"
          + " each with all versions that a registry has, by the rules of a release: whatever the"
          + " registry itself enforces. --register checks first and registers nothing if anything"
          + " is incompatible; where schema_registry.auto_register is false, run it before a new"
          + " version starts.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; with --check: nothing is incompatible",
      "1:a schema is incompatible, or the registry did not answer or refused",
      "2:the command line or the configuration is not valid"
    },
    footer = {
      "",
      "Examples:",
      "  strategies schemas",
      "  strategies schemas --check http://localhost:8081",
      "  strategies schemas --register --json | jq '.subjects[] | select(.standing != \"REGISTERED\")'",
      ""
    })
final class SchemasCommand implements Callable<Integer> {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String AS_CONFIGURED = "";
  private static final String SAFE_LEVEL = "FULL_TRANSITIVE";

  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;
  @ArgGroup private Doing doing = new Doing();

  /** At most one of them. */
  static final class Doing {
    @Option(
        names = "--check",
        paramLabel = "URL",
        arity = "0..1",
        fallbackValue = AS_CONFIGURED,
        description = "Compare with this registry; without URL with the configured one.")
    private String check;

    @Option(
        names = "--register",
        paramLabel = "URL",
        arity = "0..1",
        fallbackValue = AS_CONFIGURED,
        description = "Register what is missing there; without URL at the configured one.")
    private String register;
  }

  @Option(names = "--json", description = "Print {\"registry\", \"subjects\"} on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    ApplicationSettings application = cluster.load().application();
    Map<String, Schema> subjects = LocalSubjects.of(application);
    String url = doing.register != null ? doing.register : doing.check;
    if (url == null) {
      list(subjects);
      return ExitCodes.OK;
    }
    RestSchemaRegistry registry = registry(application, url);
    List<SubjectCheck> checks = checks(registry, subjects);
    boolean sound = checks.stream().noneMatch(one -> one.standing() == Standing.INCOMPATIBLE);
    if (doing.register != null && sound) {
      checks.stream()
          .filter(one -> one.standing() != Standing.REGISTERED)
          .forEach(one -> registry.register(one.subject(), one.schema()));
      checks = checks(registry, subjects);
    }
    print(registry, checks);
    return sound ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private RestSchemaRegistry registry(ApplicationSettings application, String url) {
    Map<String, Object> config = new HashMap<>(ClusterAccess.of(application).serdes());
    if (!url.equals(AS_CONFIGURED)) {
      config.put(AvroSerdeConfig.REGISTRY_URL, url);
    }
    Object address = config.get(AvroSerdeConfig.REGISTRY_URL);
    if (!address.toString().startsWith("http")) {
      throw new ParameterException(
          spec.commandLine(),
          "the registry must be one over HTTP, was "
              + address
              + "; give its URL, or set schema_registry_url");
    }
    return SchemaRegistries.rest(config);
  }

  private static List<SubjectCheck> checks(
      RestSchemaRegistry registry, Map<String, Schema> subjects) {
    List<SubjectCheck> checks = new ArrayList<>();
    subjects.forEach((subject, schema) -> checks.add(SubjectCheck.of(registry, subject, schema)));
    return checks;
  }

  private void list(Map<String, Schema> subjects) {
    if (json) {
      ObjectNode report = JSON.objectNode();
      ArrayNode list = report.putArray("subjects");
      subjects.forEach(
          (subject, schema) ->
              list.addObject().put("subject", subject).put("record", schema.getFullName()));
      out().println(ContractJson.write(report));
      return;
    }
    TextTable table = new TextTable(List.of("subject", "record"));
    subjects.forEach((subject, schema) -> table.add(List.of(subject, schema.getFullName())));
    out().print(table);
    out().flush();
  }

  private void print(RestSchemaRegistry registry, List<SubjectCheck> checks) {
    String level = registry.compatibility();
    if (!level.equals(SAFE_LEVEL)) {
      spec.commandLine()
          .getErr()
          .println(
              "the registry enforces "
                  + level
                  + ", which lets through what breaks readers; set its compatibility to "
                  + SAFE_LEVEL);
    }
    if (json) {
      out().println(ContractJson.write(report(registry, checks)));
      return;
    }
    TextTable table = new TextTable(List.of("subject", "record", "versions there", "is"));
    for (SubjectCheck one : checks) {
      table.add(
          List.of(
              one.subject(),
              one.schema().getName(),
              Integer.toString(one.versions()),
              text(one.standing())));
    }
    out().print(table);
    incompatible(checks)
        .forEach(one -> one.breaks().forEach(each -> out().println(one.subject() + ", " + each)));
    out().flush();
  }

  private static ObjectNode report(RestSchemaRegistry registry, List<SubjectCheck> checks) {
    ObjectNode report = JSON.objectNode();
    report.put("registry", registry.toString());
    ArrayNode list = report.putArray("subjects");
    for (SubjectCheck one : checks) {
      ObjectNode node =
          list.addObject()
              .put("subject", one.subject())
              .put("record", one.schema().getFullName())
              .put("versions", one.versions())
              .put("standing", one.standing().name());
      ArrayNode breaks = node.putArray("breaks");
      one.breaks().forEach(breaks::add);
    }
    return report;
  }

  private static List<SubjectCheck> incompatible(List<SubjectCheck> checks) {
    return checks.stream().filter(one -> one.standing() == Standing.INCOMPATIBLE).toList();
  }

  private static String text(Standing standing) {
    return switch (standing) {
      case REGISTERED -> "registered";
      case COMPATIBLE -> "compatible, not registered";
      case NEW -> "not registered";
      case INCOMPATIBLE -> "INCOMPATIBLE";
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
