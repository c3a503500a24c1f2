package dev.skein.bench.engine;

import dev.skein.contracts.id.AttemptId;
import dev.skein.contracts.id.Epoch;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.TenantId;
import dev.skein.contracts.report.Outcome;
import dev.skein.engine.EngineSettings;
import dev.skein.engine.MigrationListener;
import dev.skein.engine.MigrationRequest;
import dev.skein.engine.PreparedRelease;
import dev.skein.engine.Secret;
import dev.skein.engine.TenantAddress;
import dev.skein.engine.TenantEngine;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many tenants get one release; some are made to fail in the middle. Then every tenant is asked
 * what it got; the cause is mended, all run again, and all are asked again. Each script also adds a
 * row to a ledger, and each tenant holds a table that no script names.
 */
final class Soak {
  private static final String LAYOUT_SCHEMAS = "schemas of one database";
  private static final String LAYOUT_DATABASES = "databases";

  private final BenchServer server;
  private final SoakPlan plan;
  private final PrintStream progress;
  private final TenantEngine engine = new TenantEngine(EngineSettings.defaults());
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failed = new AtomicInteger();

  Soak(BenchServer server, SoakPlan plan, PrintStream progress) {
    this.server = server;
    this.plan = plan;
    this.progress = progress;
  }

  /** One tenant's place. */
  private record Place(int number, String database, String schema) {}

  SoakReport run() throws IOException {
    List<Place> places = tenants();
    PreparedRelease release = release();
    say("first pass");
    SoakGauges gauges = new SoakGauges(server.login(), plan.tenants());
    double seconds;
    try (gauges) {
      long start = System.nanoTime();
      forEach(places, place -> migrate(place, release, 1, gauges));
      seconds = (System.nanoTime() - start) / 1e9;
    }
    say("looking at each tenant");
    forEach(places, place -> look(place, plan.fails(place.number()) ? plan.fragile() - 1 : head()));
    say("mending, second pass");
    forEach(places.stream().filter(place -> plan.fails(place.number())).toList(), this::mend);
    forEach(places, place -> migrate(place, release, 2, null));
    forEach(places, place -> look(place, head()));
    return new SoakReport(
        server.machine(),
        plan.tenants(),
        plan.versions(),
        plan.schemas() ? LAYOUT_SCHEMAS : LAYOUT_DATABASES,
        plan.threads(),
        failed.get(),
        plan.tenants() / seconds,
        gauges.earlyMiB(),
        gauges.lateMiB(),
        gauges.connectionsMost(),
        wrong.stream().limit(20).toList());
  }

  private int head() {
    return plan.versions();
  }

  private interface Work {
    void on(Place place) throws SQLException;
  }

  private void forEach(List<Place> places, Work work) {
    Map<String, Place> byName = new HashMap<>();
    places.forEach(place -> byName.put(place.database() + "/" + place.schema(), place));
    Concurrently.inPool(
        plan.threads(),
        List.copyOf(byName.keySet()).stream().sorted().toList(),
        name -> {
          Place place = byName.get(name);
          try {
            work.on(Objects.requireNonNull(place));
          } catch (SQLException e) {
            throw ServerTrouble.of("soak on " + name, e);
          }
        });
  }

  private List<Place> tenants() {
    say("making %d tenants".formatted(plan.tenants()));
    List<Place> places = new ArrayList<>();
    if (plan.schemas()) {
      String database = server.databases().createEmpty("soak");
      for (int i = 0; i < plan.tenants(); i++) {
        places.add(new Place(i, database, "t%05d".formatted(i)));
      }
    } else {
      String template = server.databases().createEmpty("soak_template");
      List<String> copies = server.databases().copies("soak", plan.tenants(), template);
      for (int i = 0; i < plan.tenants(); i++) {
        places.add(new Place(i, copies.get(i), "public"));
      }
    }
    forEach(places, this::prepare);
    return places;
  }

  /** What the release must not touch, outside of the tenant's schema, which is to be empty. */
  private void prepare(Place place) throws SQLException {
    String aside = "aside_" + place.number();
    execute(
        place,
        """
        create schema %1$s;
        create table %1$s.knob (factor int not null);
        insert into %1$s.knob values (%2$d);
        create table %1$s.bystander as select g, md5(g::text) from generate_series(1, 20) g;
        %3$s\
        """
            .formatted(
                aside,
                plan.fails(place.number()) ? 0 : 1,
                plan.schemas() ? "create schema " + place.schema() + ";" : ""));
  }

  private void mend(Place place) throws SQLException {
    execute(place, "update aside_%d.knob set factor = 1".formatted(place.number()));
  }

  private PreparedRelease release() throws IOException {
    Path folder = Files.createDirectories(server.folder().resolve("soak"));
    for (int version = 1; version <= plan.versions(); version++) {
      StringBuilder sql = new StringBuilder();
      if (version == 1) {
        sql.append("create table ledger (version int not null);\n");
      }
      sql.append(
          "create table step_%1$d (id bigint generated always as identity primary key, note text);\n"
              .formatted(version));
      sql.append(
          version == plan.fragile()
              ? "insert into ledger select %d / factor from ${label.aside}.knob;\n"
                  .formatted(version)
              : "insert into ledger values (%d);\n".formatted(version));
      Files.writeString(folder.resolve("V%d__step.sql".formatted(version)), sql);
    }
    return PreparedRelease.of(ReleaseBundle.fromFolder(folder, new ReleaseName("soak")));
  }

  private void migrate(
      Place place, PreparedRelease release, int epoch, @Nullable SoakGauges gauges) {
    Outcome outcome =
        engine.migrate(
            new MigrationRequest(
                new TenantId("t%05d".formatted(place.number())),
                address(place),
                release,
                Map.of(),
                Map.of("aside", "aside_" + place.number()),
                new Epoch(0, epoch),
                null,
                AttemptId.random(),
                Duration.ofHours(1)),
            MigrationListener.none());
    if (gauges != null) {
      gauges.done();
    }
    boolean mustFail = epoch == 1 && plan.fails(place.number());
    boolean asExpected =
        switch (outcome) {
          case Outcome.Applied _ -> !mustFail && (epoch == 1 || plan.fails(place.number()));
          case Outcome.AlreadyCurrent _ -> epoch == 2 && !plan.fails(place.number());
          case Outcome.Failed told ->
              mustFail && "V%d__step.sql".formatted(plan.fragile()).equals(told.script());
          case Outcome.Rejected _ -> false;
          case Outcome.Returned _ -> false;
          case Outcome.Unknown _ -> false;
        };
    if (mustFail) {
      failed.incrementAndGet();
    }
    if (!asExpected) {
      wrong.add("tenant %d, pass %d: %s".formatted(place.number(), epoch, outcome));
    }
  }

  private TenantAddress address(Place place) {
    ServerLogin login = server.login();
    return new TenantAddress(
        login.url(),
        place.database(),
        place.schema(),
        login.username(),
        Secret.of(login.password()));
  }

  /** Each version once in ledger, history and receipts, none beyond; the bystander as it was. */
  private void look(Place place, int version) throws SQLException {
    String expected =
        String.join(",", IntStream.rangeClosed(1, version).mapToObj(Integer::toString).toList());
    String schema = '"' + place.schema() + '"';
    String sql =
        """
        select (select string_agg(version::text, ',' order by version) from %1$s.ledger),
               (select string_agg(version, ',' order by version::int)
                  from %1$s.flyway_schema_history where success),
               (select string_agg(version, ',' order by version::int) from %1$s.skein_receipt),
               (select count(*) from pg_tables where schemaname = '%2$s' and tablename ~ '^step_')::text,
               (select md5(string_agg(b::text, ',' order by g)) from aside_%3$d.bystander b)\
        """
            .formatted(schema, place.schema(), place.number());
    try (Connection connection = server.login().connect(place.database());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      String bystander =
          "select md5(string_agg(b::text, ',' order by g))"
              + " from (select g, md5(g::text) from generate_series(1, 20) g) b";
      List<String> found =
          List.of(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5));
      try (Statement other = connection.createStatement();
          ResultSet untouched = other.executeQuery(bystander)) {
        untouched.next();
        List<String> wanted =
            List.of(
                expected, expected, expected, Integer.toString(version), untouched.getString(1));
        if (!found.equals(wanted)) {
          wrong.add("tenant %d: expected %s but found %s".formatted(place.number(), wanted, found));
        }
      }
    }
  }

  private void execute(Place place, String sql) throws SQLException {
    try (Connection connection = server.login().connect(place.database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void say(String line) {
    progress.println("soak: " + line);
    progress.flush();
  }
}
