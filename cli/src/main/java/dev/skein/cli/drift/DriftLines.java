package dev.skein.cli.drift;

import dev.skein.cli.client.DriftLook;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import dev.skein.contracts.catalog.CatalogDiff;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a look found, for people. */
public final class DriftLines {
  private static final int MOST_NAMES = 8;
  private static final int MOST_DIFFERENCES = 20;

  private final Shell shell;

  public DriftLines(Shell shell) {
    this.shell = shell;
  }

  void print(DriftLook look, DriftLook.Report report) {
    say(
        "%s of %s at %s: %s"
            .formatted(
                look.whole() ? "the fleet" : "a selection",
                Texts.count(look.tenants(), "tenant"),
                Texts.time(look.endedAt()),
                verdict(report)));
    report.cohorts().forEach(this::cohort);
    report.unread().stream()
        .collect(
            Collectors.groupingBy(
                one -> Texts.line(one.why()),
                TreeMap::new,
                Collectors.mapping(DriftLook.Unread::tenant, Collectors.toList())))
        .forEach(this::unread);
    if (!report.unversioned().isEmpty()) {
      say(
          "not compared, since they are at no version, %s:"
              .formatted(Texts.count(report.unversioned().size(), "tenant")));
      say("  %s".formatted(some(report.unversioned())));
    }
  }

  private static String verdict(DriftLook.Report report) {
    if (!report.isDrift()) {
      return "no drift";
    }
    int odd =
        report.cohorts().stream()
            .filter(cohort -> cohort.fingerprint() != null)
            .flatMap(cohort -> cohort.odd().stream())
            .mapToInt(one -> one.tenants().size())
            .sum();
    return odd == 0 ? "a tie" : Texts.count(odd, "tenant") + " drifted";
  }

  private void unread(String why, List<String> tenants) {
    say("not read %s: %s".formatted(Texts.count(tenants.size(), "tenant"), why));
    say("  %s".formatted(some(tenants)));
  }

  private void cohort(DriftLook.Cohort cohort) {
    String who =
        "version %s, PostgreSQL %d".formatted(Texts.line(cohort.version()), cohort.serverMajor());
    if (cohort.odd().isEmpty()) {
      say(
          "%s: %s"
              .formatted(
                  who,
                  cohort.tenants() == 1
                      ? "1 tenant, with none to compare it with"
                      : "%d tenants, all alike".formatted(cohort.tenants())));
      return;
    }
    if (cohort.fingerprint() == null) {
      say(
          "%s: a tie among %d tenants; nobody can say which of them are right"
              .formatted(who, cohort.tenants()));
    } else {
      say(
          "%s: %d of %d tenants alike%s"
              .formatted(who, cohort.alike(), cohort.tenants(), releases(cohort.releases())));
    }
    cohort.odd().forEach(odd -> odd(cohort.like(), odd));
  }

  private void odd(@Nullable String like, DriftLook.Odd odd) {
    say(
        "  %s%s: %s"
            .formatted(
                Texts.count(odd.tenants().size(), "tenant"),
                releases(odd.releases()),
                some(odd.tenants())));
    differences("    ", like, odd);
  }

  /** What tells the odd ones from the tenant {@code like}. */
  public void differences(String indent, @Nullable String like, DriftLook.Odd odd) {
    CatalogDiff differences = odd.differences();
    if (odd.untold() != null) {
      say("%swhat differs is not known: %s".formatted(indent, Texts.line(odd.untold())));
    }
    if (differences == null) {
      return;
    }
    say("%sunlike %s:".formatted(indent, Texts.line(like)));
    differences.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(one -> say(indent + "  " + Texts.line(one.toString())));
    int more = differences.differences().size() - MOST_DIFFERENCES;
    if (more > 0) {
      say("%s  and %d more (with --json: all)".formatted(indent, more));
    }
  }

  private static String releases(List<String> names) {
    return names.isEmpty() ? "" : " (release %s)".formatted(Texts.line(some(names)));
  }

  private static String some(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : "%s and %d more"
            .formatted(String.join(", ", names.subList(0, MOST_NAMES)), names.size() - MOST_NAMES);
  }

  private void say(String line) {
    shell.out().println(line);
  }
}
