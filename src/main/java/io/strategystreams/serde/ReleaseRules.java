package io.strategystreams.serde;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a schema may not do to one that was released. Stricter than FULL_TRANSITIVE, which lets
 * through what is read without an error and means something else: another scale, another default,
 * text in the place of bytes, a field gone. Documentation, aliases and the order of fields and
 * symbols are free.
 */
public final class ReleaseRules {
  private final List<String> breaks = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private ReleaseRules() {}

  /** What is broken, each with the place; empty if nothing is. */
  public static List<String> breaks(Schema released, Schema current) {
    ReleaseRules rules = new ReleaseRules();
    rules.compare(released.getName(), released, current);
    if (rules.breaks.isEmpty()) {
      rules.breaks.addAll(MutualReading.breaks(released, current));
    }
    return List.copyOf(rules.breaks);
  }

  private void compare(String path, Schema released, Schema current) {
    if (released.getType() != current.getType()) {
      differ(path, "type", released.getType().getName(), current.getType().getName());
      return;
    }
    if (!meaning(released).equals(meaning(current))) {
      differ(path, "meaning", meaning(released), meaning(current));
    }
    switch (released.getType()) {
      case RECORD -> compareRecords(path, released, current);
      case ENUM -> compareEnums(path, released, current);
      case UNION -> compareUnions(path, released, current);
      case MAP -> compare(path + "{}", released.getValueType(), current.getValueType());
      case ARRAY -> compare(path + "[]", released.getElementType(), current.getElementType());
      case FIXED -> {
        differUnlessSame(path, "full name", released.getFullName(), current.getFullName());
        differUnlessSame(path, "size", released.getFixedSize(), current.getFixedSize());
      }
      default -> {
        // A primitive is its type and its meaning.
      }
    }
  }

  private void compareRecords(String path, Schema released, Schema current) {
    differUnlessSame(path, "full name", released.getFullName(), current.getFullName());
    if (!seen.add(released.getFullName())) {
      return;
    }
    for (Schema.Field field : released.getFields()) {
      String place = path + "." + field.name();
      Schema.Field now = current.getField(field.name());
      if (now == null) {
        breaks.add(place + " must stay: it was released");
        continue;
      }
      if (field.hasDefaultValue()) {
        differUnlessSame(
            place,
            "default",
            field.defaultVal(),
            now.hasDefaultValue() ? now.defaultVal() : "no default");
      }
      compare(place, field.schema(), now.schema());
    }
    for (Schema.Field field : current.getFields()) {
      if (released.getField(field.name()) == null && !field.hasDefaultValue()) {
        breaks.add(path + "." + field.name() + " must have a default: it was added");
      }
    }
  }

  private void compareEnums(String path, Schema released, Schema current) {
    differUnlessSame(path, "full name", released.getFullName(), current.getFullName());
    differUnlessSame(path, "default symbol", released.getEnumDefault(), current.getEnumDefault());
    for (String symbol : released.getEnumSymbols()) {
      if (!current.hasEnumSymbol(symbol)) {
        breaks.add(path + " must keep its symbol " + symbol + ": it was released");
      }
    }
  }

  private void compareUnions(String path, Schema released, Schema current) {
    List<String> before = branches(released);
    List<String> now = branches(current);
    if (!before.equals(now)) {
      differ(path, "branches", before, now);
      return;
    }
    for (int i = 0; i < released.getTypes().size(); i++) {
      compare(path, released.getTypes().get(i), current.getTypes().get(i));
    }
  }

  private static List<String> branches(Schema union) {
    return union.getTypes().stream().map(Schema::getFullName).toList();
  }

  private static String meaning(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type instanceof LogicalTypes.Decimal decimal) {
      return "decimal of precision " + decimal.getPrecision() + " and scale " + decimal.getScale();
    }
    return type == null ? "plain " + schema.getType().getName() : type.getName();
  }

  private void differUnlessSame(String path, String what, Object released, Object current) {
    if (!Objects.equals(released, current)) {
      differ(path, what, released, current);
    }
  }

  private void differ(String path, String what, Object released, Object current) {
    breaks.add(path + " must keep its " + what + " " + released + ", was " + current);
  }
}
