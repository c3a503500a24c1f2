package dev.skein.bench.engine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes each contender's tenants, all copies of one template: databases, or schemas of one database
 * a contender.
 */
final class Fleets {
  /** Enough to tell the rate of who takes a process for each tenant. */
  private static final int OF_PROCESSES = 4;

  private final Databases databases;
  private final EnginePlan plan;
  private final String atHead;
  private final String empty;

  Fleets(Templates templates, Databases databases, EnginePlan plan, Goal head) {
    this.databases = databases;
    this.plan = plan;
    List<String> schemas =
        plan.schemas() ? schemas(plan.tenants()) : List.of(Location.OF_A_DATABASE);
    this.empty = templates.empty(schemas);
    this.atHead = templates.atHead(schemas, head);
  }

  private static List<String> schemas(int count) {
    return IntStream.range(0, count).mapToObj("tenant_%d"::formatted).toList();
  }

  /** How many of so many tenants a contender has. */
  static int share(Contender contender, int tenants) {
    return contender.aProcessEach() ? Math.min(OF_PROCESSES, tenants) : tenants;
  }

  /** Those that stay through the cases in which nothing, or one migration, is pending. */
  List<Location> standing(Contender contender) {
    return copies(contender, plan.tenants(), atHead);
  }

  List<Location> empty(Contender contender, int tenants) {
    return copies(contender, tenants, empty);
  }

  private List<Location> copies(Contender contender, int tenants, String template) {
    String name = contender.name().replace('-', '_');
    int count = share(contender, tenants);
    if (plan.schemas()) {
      String database = databases.copies(name, 1, template).getFirst();
      return schemas(count).stream().map(schema -> new Location(database, schema)).toList();
    }
    return databases.copies(name, count, template).stream().map(Location::of).toList();
  }

  void drop(List<Location> tenants) {
    databases.drop(tenants.stream().map(Location::database).distinct().toList());
  }
}
