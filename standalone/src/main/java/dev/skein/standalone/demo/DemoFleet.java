package dev.skein.standalone.demo;

import dev.skein.embedded.PostgresServer;
import dev.skein.standalone.story.StoryTeller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;

/**
 * Tenant databases as an application would have left them: made by Flyway at an older version, with
 * rows in them, or empty.
 */
final class DemoFleet implements StoryTeller.Databases {
  private static final String TEMPLATE = "skein_demo_template";
  private static final String[] TIERS = {"free", "pro", "team"};

  private static final String ROWS =
      """
      insert into users (name, email, stripe_customer_id)
        select 'User ' || i, 'user' || i || '@example.com',
          case when i % 4 = 0 then 'cus_' || i end
        from generate_series(1, 200) i;
      insert into accounts (user_id, provider, provider_account_id)
        select id, 'github', 'gh-' || id from users;
      insert into sessions (session_token, user_id, expires)
        select 'session-' || id, id, now() + interval '30 days' from users where id % 2 = 0;
      """;

  /** Two sign-ups that differ in case alone: what V6 no longer allows. */
  private static final String BREAK =
      "insert into users (name, email) values ('User 7 again', 'USER7@example.com')";

  private static final String REPAIR = "delete from users where email = 'USER7@example.com'";

  private final List<PostgresServer> shards;
  private final int tenants;

  DemoFleet(List<PostgresServer> shards, int tenants) {
    this.shards = List.copyOf(shards);
    this.tenants = tenants;
  }

  static String id(int tenant) {
    return "tenant-%03d".formatted(tenant + 1);
  }

  private static String database(String id) {
    return id.replace('-', '_');
  }

  String shardOf(int tenant) {
    return shardName(tenant % shards.size());
  }

  static String shardName(int shard) {
    return "shard-" + (shard + 1);
  }

  /** As {@code tenants import} takes it. */
  String csv() {
    StringBuilder csv = new StringBuilder("id,shard,database,schema,labels\n");
    for (int i = 0; i < tenants; i++) {
      csv.append(
          "%s,%s,%s,public,tier=%s;region=%s\n"
              .formatted(
                  id(i),
                  shardOf(i),
                  database(id(i)),
                  TIERS[i % TIERS.length],
                  i % 2 == 0 ? "eu" : "us"));
    }
    return csv.toString();
  }

  /** Makes them, all servers at once. */
  void create(DemoTemplate template, Path scratch) throws IOException {
    Path scripts = Files.createDirectories(scratch.resolve("older"));
    for (var script : template.scripts()) {
      Path file = scripts.resolve(script.path());
      Files.createDirectories(file.getParent());
      Files.write(file, script.content());
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < shards.size(); i++) {
        int shard = i;
        all.add(CompletableFuture.runAsync(() -> create(shard, template, scripts), pool));
      }
      all.forEach(CompletableFuture::join);
    }
  }

  private void create(int shard, DemoTemplate template, Path scripts) {
    PostgresServer server = shards.get(shard);
    run(server, "postgres", "create database " + TEMPLATE);
    if (!template.scripts().isEmpty()) {
      Flyway.configure()
          .dataSource(server.url(TEMPLATE), PostgresServer.USER, server.password())
          .locations("filesystem:" + scripts)
          .encoding(StandardCharsets.UTF_8)
          .load()
          .migrate();
    }
    if (template.rows()) {
      run(server, TEMPLATE, ROWS);
    }
    for (int i = shard; i < tenants; i += shards.size()) {
      run(
          server,
          "postgres",
          "create database %s template %s".formatted(database(id(i)), TEMPLATE));
    }
  }

  void breakTenants(Collection<Integer> broken) {
    broken.forEach(tenant -> run(tenant, BREAK));
  }

  void repair(Collection<Integer> broken) {
    broken.forEach(tenant -> run(tenant, REPAIR));
  }

  static List<String> ids(int tenants) {
    return IntStream.range(0, tenants).mapToObj(DemoFleet::id).toList();
  }

  @Override
  public void run(String tenant, String sql) {
    run(ids(tenants).indexOf(tenant), sql);
  }

  private void run(int tenant, String sql) {
    run(shards.get(tenant % shards.size()), database(id(tenant)), sql);
  }

  private static void run(PostgresServer server, String database, String sql) {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the demo's server refused them: " + e.getMessage(), e);
    }
  }
}
