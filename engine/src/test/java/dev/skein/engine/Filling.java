package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;
import dev.skein.engine.backfill.BackfillGate;
import dev.skein.engine.backfill.BackfillProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant with rows to fill, and a gate that can be told what to do at which batch. */
final class Filling implements BackfillGate {
  static final BackfillName NAME = new BackfillName("fill");

  /** Fills what is null. */
  static final String NULLS =
      "update t set n = 1 where id in (select id from t where n is null limit ${batch})";

  /** Adds one to each, once: what shows that a batch ran twice. */
  static final String KEYS =
      """
      -- every row once
      update t set n = coalesce(n, 0) + 1
        where id in (select id from t where id > ${after} order by id limit ${batch})
        returning id;
      """;

  private final List<BackfillProgress> heard = new ArrayList<>();
  private final int stopBefore;
  private final @Nullable Disturbance disturbance;
  private int turns;

  /** What is done before a batch, counted from 1. */
  interface Disturbance {
    void before(int batch) throws Exception;
  }

  private Filling(int stopBefore, @Nullable Disturbance disturbance) {
    this.stopBefore = stopBefore;
    this.disturbance = disturbance;
  }

  static Filling all() {
    return new Filling(Integer.MAX_VALUE, null);
  }

  static Filling stoppingAfter(int batches) {
    return new Filling(batches + 1, null);
  }

  static Filling disturbed(Disturbance disturbance) {
    return new Filling(Integer.MAX_VALUE, disturbance);
  }

  /** A release that makes the table, and has the statement as its backfill. */
  static PreparedRelease release(String settings, String statement) {
    return Releases.release(
        "V1__t.sql",
        "create table t (id int primary key, n int)",
        "release.yaml",
        "backfills: {fill: {pause: 10ms, %s}}".formatted(settings),
        "backfill/fill.sql",
        statement);
  }

  static TestTenant tenant(PreparedRelease release, int rows) throws Exception {
    TestTenant tenant = PostgresServer.get().newDatabase();
    tenant.migrate(release);
    tenant.execute("insert into t select i from generate_series(1, %d) i".formatted(rows));
    return tenant;
  }

  Reading<BackfillProgress> run(TestTenant tenant, PreparedRelease release, long epoch) {
    return run(tenant.request(release, epoch));
  }

  Reading<BackfillProgress> run(MigrationRequest request) {
    return TestTenant.ENGINE.backfill(new BackfillRequest(request, NAME), this);
  }

  List<BackfillProgress> heard() {
    return heard;
  }

  @Override
  public Optional<Turn> next() throws InterruptedException {
    turns++;
    if (turns >= stopBefore) {
      return Optional.empty();
    }
    if (disturbance != null) {
      try {
        disturbance.before(turns);
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.of(
        new Turn() {
          @Override
          public void ran(long rows, BackfillProgress progress) {
            heard.add(progress);
          }

          @Override
          public void close() {}
        });
  }
}
