package dev.skein.standalone;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.rollout.plan.PlannedWave;
import dev.skein.rollout.plan.RolloutPlanner;
import dev.skein.rollout.plan.Target;
import dev.skein.rollout.policy.PolicyFile;
import dev.skein.testkit.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Tenants of one test: a database each, empty, registered at the coordinator. */
record Fleet(List<String> tenants, List<String> shards) {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static Fleet create(CoordinatorClient client, int size, String... shards) {
    String prefix = "f" + NUMBER.incrementAndGet() + "x" + ProcessHandle.current().pid();
    List<String> tenants =
        IntStream.range(0, size).mapToObj(i -> "%s-%03d".formatted(prefix, i)).toList();
    tenants.forEach(
        tenant -> TestPostgres.shared().run("postgres", "create database " + database(tenant)));
    Fleet fleet = new Fleet(tenants, List.of(shards));
    fleet.register(client);
    return fleet;
  }

  void register(CoordinatorClient client) {
    List<String> lines = new ArrayList<>(List.of("id,shard,database,schema,labels"));
    for (int i = 0; i < tenants.size(); i++) {
      String shard = shards.get(i % shards.size());
      lines.add("%s,%s,%s,public,".formatted(tenants.get(i), shard, database(tenants.get(i))));
    }
    client.importTenants(
        "text/csv", String.join("\n", lines).getBytes(StandardCharsets.UTF_8), false);
  }

  static String database(String tenant) {
    return tenant.replace('-', '_');
  }

  /** Those of the last wave, by the plan that the coordinator makes when all stand at a version. */
  List<String> lastToRun(ReleaseBundle release, String policy, String version) {
    return names(waves(release, policy, version).getLast());
  }

  /** Those of the canary in their order, by the same plan. */
  List<String> canary(ReleaseBundle release, String policy, String version) {
    return names(waves(release, policy, version).getFirst());
  }

  private static List<String> names(PlannedWave wave) {
    return wave.tenants().stream().map(TenantId::value).toList();
  }

  private List<PlannedWave> waves(ReleaseBundle release, String policy, String version) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < tenants.size(); i++) {
      targets.add(
          new Target(
              new TenantId(tenants.get(i)),
              new ShardId(shards.get(i % shards.size())),
              new SchemaVersion(version)));
    }
    return RolloutPlanner.plan(release.digest(), PolicyFile.parse("policy", policy), targets)
        .waves();
  }

  void run(String tenant, String sql) {
    TestPostgres.shared().run(database(tenant), sql);
  }

  static String one(String database, String query) {
    try (Connection connection = TestPostgres.shared().connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Invariant I1: how often each version ran at the tenant, by what the scripts themselves wrote.
   */
  String ledger(String tenant) {
    TreeMap<String, String> runs = new TreeMap<>();
    try (Connection connection = TestPostgres.shared().connect(database(tenant));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select version, count(*) from ledger group by version")) {
      while (rows.next()) {
        runs.put(rows.getString(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return runs.toString();
  }
}
