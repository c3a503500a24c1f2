package dev.skein.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.testkit.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cases give to do, in both layouts, done by all who take part in this process. */
class WorkIT {
  private static final int HISTORY = 8;

  private final TestPostgres postgres = TestPostgres.shared();
  private final ServerLogin login =
      new ServerLogin(postgres.url(), postgres.user(), postgres.password());
  private final Databases databases = new Databases(login);
  private final Skein skein = new Skein(login);
  private final List<Contender> contenders =
      List.of(new Floor(login), new FlywayPool(login), skein);

  @TempDir private Path folder;

  @AfterEach
  void drop() {
    databases.dropAll();
  }

  private Fleets fleets(EnginePlan plan, Goal head) {
    return new Fleets(new Templates(login, databases, skein), databases, plan, head);
  }

  private void run(Contender contender, Load load) {
    contender.migrate(load.tenants(), load.goals(), 2);
    new Verification(login).require(contender, load.tenants(), load.end());
  }

  @Test
  void databasesTakePassAfterPass() throws Exception {
    everyCase(false);
  }

  @Test
  void schemasOfOneDatabaseDoToo() throws Exception {
    everyCase(true);
  }

  private void everyCase(boolean schemas) throws Exception {
    EnginePlan plan = new EnginePlan(5, List.of(2), 1, HISTORY, 0, 0, schemas, true);
    Releases releases = new Releases(HISTORY, folder);
    Goal head = releases.goal(0, HISTORY);
    Fleets fleets = fleets(plan, head);
    Work history = new HistoryWork(fleets, head, plan);
    for (Contender contender : contenders) {
      Entrant entrant = new Entrant(contender, 2);
      List<Location> standing = fleets.standing(contender);
      int tenants = plan.tenants();
      assertThat(standing).hasSize(tenants);
      assertThat(standing.stream().map(Location::database).distinct())
          .hasSize(schemas ? 1 : tenants);
      Map<Contender, List<Location>> all = Map.of(contender, standing);

      Load nothing = new NoopWork(all, releases.goal(HISTORY, HISTORY)).load(entrant, 2 * tenants);
      assertThat(nothing.turns()).isEqualTo(2 * tenants);
      run(contender, nothing);

      Work one = new OneWork(all, releases, HISTORY);
      Load two = one.load(entrant, 2 * tenants);
      assertThat(two.end().to()).isEqualTo(HISTORY + 2);
      run(contender, two);
      Load third = one.load(entrant, 1);
      assertThat(third.end().from()).isEqualTo(HISTORY + 2);
      assertThat(third.end().pending()).hasSize(1);
      run(contender, third);
      fleets.drop(standing);

      Load empty = history.load(entrant, 1);
      assertThat(empty.turns()).isEqualTo(4);
      run(contender, empty);
      history.done(empty);
    }
    // What is left: the two templates.
    assertThat(databasesLeft()).isEqualTo(2);
  }

  @Test
  void aHistoryIsTakenByAtMostAllTenants() throws Exception {
    EnginePlan plan = new EnginePlan(5, List.of(1), 1, HISTORY, 0, 0, true, false);
    Goal head = new Releases(HISTORY, folder).goal(0, HISTORY);
    Work history = new HistoryWork(fleets(plan, head), head, plan);
    Entrant entrant = new Entrant(skein, 1);
    Load some = history.load(entrant, 3);
    assertThat(some.tenants()).hasSize(3);
    history.done(some);
    assertThat(history.load(entrant, 1000).tenants()).hasSize(5);
  }

  @Test
  void aProcessEachServesAFewSchemas() throws Exception {
    Contender loop = new ProcessLoop.OfFlyway(login);
    EnginePlan plan = new EnginePlan(5, List.of(2), 1, HISTORY, 0, 0, true, true);
    Releases releases = new Releases(HISTORY, folder);
    List<Location> standing = fleets(plan, releases.goal(0, HISTORY)).standing(loop);
    assertThat(standing).hasSize(4);
    Work one = new OneWork(Map.of(loop, standing), releases, HISTORY);
    run(loop, one.load(new Entrant(loop, 2), 1));
  }

  private int databasesLeft() throws Exception {
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*)::int from pg_database where datname like 'skein\\_bench\\_%'")) {
      row.next();
      return row.getInt(1);
    }
  }
}
