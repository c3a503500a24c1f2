package dev.skein.coordinator.drift;

import dev.skein.contracts.answer.TenantInspection;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.coordinator.drift.DriftReport.Unread;
import dev.skein.coordinator.drift.DriftRows.Look;
import dev.skein.coordinator.surveys.Inspections;
import dev.skein.coordinator.surveys.Inspections.Inspected;
import dev.skein.rollout.cohort.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a look from the question to the report; nothing is ever changed at a tenant. */
@Component
class DriftSteps {
  /** A catalog is a long answer: of so many tenants it is asked, and kept while the survey is. */
  private static final int MOST_CATALOGS = 60;

  private final DriftRows rows;
  private final FingerprintRows fingerprints;
  private final Inspections inspections;

  DriftSteps(DriftRows rows, FingerprintRows fingerprints, Inspections inspections) {
    this.rows = rows;
    this.fingerprints = fingerprints;
    this.inspections = inspections;
  }

  @Transactional
  String start(StartDrift request) {
    String survey =
        inspections.ask(
            request.tenants(),
            request.shards(),
            request.labels(),
            List.of(InspectTenant.FINGERPRINT));
    String id = "d" + survey.substring(1);
    rows.insert(id, request.isWhole(), survey);
    return id;
  }

  @Transactional
  void look(String id) {
    Look look = rows.lock(id).orElse(null);
    if (look == null) {
      return;
    }
    switch (look.state()) {
      case READING ->
          inspections.answers(look.survey()).ifPresent(answers -> compare(look, answers));
      case COMPARING -> {
        String catalogs = Objects.requireNonNull(look.catalogs());
        if (inspections.isDone(catalogs)) {
          tell(look, new Telling(tenant -> inspections.answer(catalogs, tenant)));
        }
      }
      case DONE -> {}
    }
  }

  private void compare(Look look, List<Inspected> answers) {
    List<Read> reads = new ArrayList<>();
    List<Unread> unread = new ArrayList<>();
    List<String> unversioned = new ArrayList<>();
    for (Inspected one : answers) {
      TenantInspection said = one.said();
      SchemaVersion version = said == null ? null : said.version();
      Fingerprint fingerprint = said == null ? null : said.fingerprint();
      if (said == null) {
        unread.add(new Unread(one.tenant(), one.shard(), one.why()));
      } else if (version == null || fingerprint == null) {
        unversioned.add(one.tenant());
      } else {
        reads.add(new Read(one.tenant(), version, fingerprint));
      }
    }
    fingerprints.save(reads, look.id());
    Set<String> asked = answers.stream().map(Inspected::tenant).collect(Collectors.toSet());
    List<Read> known = new ArrayList<>(reads);
    known.addAll(fingerprints.others(asked));
    judge(
        look,
        new DriftReport(
            Comparison.cohorts(known, asked, fingerprints::releases), unread, unversioned));
  }

  private void judge(Look look, DriftReport report) {
    List<String> toAsk = report.toAsk().distinct().limit(MOST_CATALOGS).toList();
    if (toAsk.isEmpty()) {
      rows.end(look, report);
    } else {
      rows.compare(
          look,
          report,
          inspections.ask(toAsk, List.of(), Map.of(), List.of(InspectTenant.CATALOG)));
    }
  }

  private void tell(Look look, Telling telling) {
    DriftReport report = Objects.requireNonNull(look.report());
    rows.end(
        look,
        report.with(
            report.cohorts().stream().map(cohort -> cohort.with(telling.told(cohort))).toList()));
  }
}
