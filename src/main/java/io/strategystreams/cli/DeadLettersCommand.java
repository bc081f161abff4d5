package io.strategystreams.cli;

import io.strategystreams.cli.console.TimeOption;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.contract.ContractJson;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Topics;
import io.strategystreams.core.text.Printable;
import io.strategystreams.deadletters.Choice;
import io.strategystreams.deadletters.DeadLetter;
import io.strategystreams.deadletters.DeadLetterBox;
import io.strategystreams.deadletters.DeadLetterText;
import io.strategystreams.deadletters.Redrive;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was put aside, and why; and back again. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    header = "Lists what was put aside and why; sends it back once the cause is mended.",
    description = {
      "",
      "Each dead letter is the record as it was read. It is shown decoded where it can be, with its"
          + " first bytes where not. --redrive sends the chosen ones back to the topic they came"
          + " from, all or none, with their own key, value, headers and timestamp; one that lay in"
          + " the wrong partition goes to its key's. It says what it would send, and sends it with"
          + " --yes. What was sent back before is not sent again, unless --again is given.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:listed, or sent back",
      "1:the cluster did not answer, or nothing was sent",
      "2:the command line or the configuration is not valid, or a chosen one cannot be sent back"
    },
    footer = {
      "",
      "Examples:",
      "  strategies dead-letters --reason CONTRACT_VIOLATION --strategy eth_basis --limit 20",
      "  strategies dead-letters --json | jq -r .detail | sort | uniq -c",
      "  strategies dead-letters --redrive --at exposures-3@1042 --yes",
      ""
    })
final class DeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClusterOptions cluster;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only of this reason: ${COMPLETION-CANDIDATES}. May be repeated.")
  private Set<DeadLetterReason> reasons = new LinkedHashSet<>();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only what was read from this topic. May be repeated.")
  private Set<String> topics = new LinkedHashSet<>();

  @Option(
      names = "--strategy",
      paramLabel = "KEY",
      description = "Only what has this key, a strategy, market or asset. May be repeated.")
  private Set<String> strategies = new LinkedHashSet<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Only what is stamped at or after this day or UTC time.")
  private Instant since;

  @Option(
      names = "--at",
      paramLabel = "TOPIC-PARTITION@OFFSET",
      description =
          "Only the one at this place, of the dead letter or of the record it was. May be"
              + " repeated.")
  private Set<String> places = new LinkedHashSet<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The last so many. Default: ${DEFAULT-VALUE}. --redrive knows no limit.")
  private int limit;

  @Option(names = "--json", description = "One JSON object a line.")
  private boolean json;

  @Option(names = "--redrive", description = "Send back those given by --at, or --all chosen.")
  private boolean redrive;

  @Option(names = "--all", description = "With --redrive: all that the filters let through.")
  private boolean all;

  @Option(names = "--again", description = "With --redrive: those too that were sent back before.")
  private boolean again;

  @Option(names = "--yes", description = "With --redrive: send, instead of saying what would be.")
  private boolean yes;

  @Override
  public Integer call() {
    String misuse = misuse();
    if (misuse != null) {
      err().println(misuse);
      return ExitCodes.REFUSED;
    }
    ClusterAccess access = cluster.access();
    DeadLetterBox box = new DeadLetterBox(access);
    Set<String> names = reasons.stream().map(Enum::name).collect(Collectors.toSet());
    List<DeadLetter> letters =
        box.read(
            new Choice(places, names, topics, strategies, since),
            redrive ? Integer.MAX_VALUE : limit,
            strange -> err().println("passed over: " + Printable.line(strange)));
    return redrive ? redrive(access, box, letters) : list(access, letters);
  }

  private String misuse() {
    if (limit < 1) {
      return "--limit must be at least 1, was " + limit;
    }
    if (redrive && places.isEmpty() && !all) {
      return "--redrive needs --at TOPIC-PARTITION@OFFSET, or --all for what the filters let"
          + " through";
    }
    return !redrive && (all || again || yes) ? "--all, --again and --yes go with --redrive" : null;
  }

  private int list(ClusterAccess access, List<DeadLetter> letters) {
    DeadLetterText text = new DeadLetterText(access);
    for (DeadLetter letter : letters) {
      out().println(json ? ContractJson.write(text.json(letter)) : text.lines(letter));
    }
    if (!json) {
      out().println(letters.isEmpty() ? "no dead letters" : letters.size() + " dead letters");
    }
    return ExitCodes.OK;
  }

  private int redrive(ClusterAccess access, DeadLetterBox box, List<DeadLetter> letters) {
    List<String> problems = notFound(letters);
    List<DeadLetter> chosen = new ArrayList<>();
    Set<String> sentBefore = again ? Set.of() : box.redriven(letters);
    for (DeadLetter letter : DeadLetterBox.once(letters)) {
      if (!letter.truncated().isEmpty()) {
        problems.add(
            letter.at()
                + " is cut ("
                + letter.truncated()
                + ") and cannot be sent back: let its producer send "
                + letter.source()
                + " anew");
      } else if (isControl(letter) && !isNamed(letter)) {
        problems.add(
            letter.source()
                + " is a control and may lift a later halt; say what you want with strategies halt or"
                + " resume, or send it back alone with --at "
                + letter.at());
      } else if (!sentBefore.contains(letter.source())) {
        chosen.add(letter);
      } else if (places.isEmpty()) {
        err().println(letter.source() + " was sent back before and is left out");
      } else {
        problems.add(letter.source() + " was sent back before; to send it once more add --again");
      }
    }
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err().println(Printable.line(problem)));
      err().println("nothing was sent");
      return ExitCodes.REFUSED;
    }
    return send(access, chosen);
  }

  /** An old ACTIVE would come after today's HALTED. */
  private static boolean isControl(DeadLetter letter) {
    return letter.source().startsWith(Topics.STRATEGY_CONTROLS + "-");
  }

  private boolean isNamed(DeadLetter letter) {
    return places.contains(letter.at()) || places.contains(letter.source());
  }

  private List<String> notFound(List<DeadLetter> letters) {
    Set<String> found = new HashSet<>();
    letters.forEach(letter -> found.addAll(List.of(letter.at(), letter.source())));
    List<String> missing = new ArrayList<>();
    for (String place : places) {
      if (!found.contains(place)) {
        missing.add("no dead letter at or of " + place + " (TOPIC-PARTITION@OFFSET)");
      }
    }
    return missing;
  }

  private int send(ClusterAccess access, List<DeadLetter> letters) {
    List<ProducerRecord<byte[], byte[]>> records = records(access, letters);
    for (int i = 0; i < records.size(); i++) {
      ProducerRecord<byte[], byte[]> record = records.get(i);
      DeadLetter letter = letters.get(i);
      out()
          .printf(
              "%s  %s  key %s  to %s-%d%n",
              Printable.line(letter.source()),
              Printable.line(letter.reason()),
              Printable.line(String.valueOf(letter.keyText())),
              record.topic(),
              record.partition());
    }
    if (records.isEmpty()) {
      out().println("nothing to send");
    } else if (!yes) {
      out().println(records.size() + " would be sent back; add --yes to send");
    } else {
      try (EventSender sender = EventSender.open(access, "redrive")) {
        sender.sendRecords(records);
      }
      out().println(records.size() + " sent back");
    }
    return ExitCodes.OK;
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      ClusterAccess access, List<DeadLetter> letters) {
    Map<String, Integer> partitions = new HashMap<>();
    Set<String> topics = letters.stream().map(DeadLetter::sourceTopic).collect(Collectors.toSet());
    for (String topic : topics) {
      try (EventLog log = EventLog.open(access, List.of(topic))) {
        partitions.put(topic, log.partitionsOf(topic));
      }
    }
    return letters.stream()
        .map(letter -> Redrive.record(letter, partitions.get(letter.sourceTopic())))
        .toList();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
