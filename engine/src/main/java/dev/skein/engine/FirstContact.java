package dev.skein.engine;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Creates what a tenant lacks: Flyway's history by Flyway's own statements, the fence, stamped with
 * the tenant's id, and the receipts. One transaction, since Flyway refuses a schema that holds
 * tables but no history.
 */
final class FirstContact {
  private final TenantConnection connection;
  private final TenantTables tables;

  FirstContact(TenantConnection connection, TenantTables tables) {
    this.connection = connection;
    this.tables = tables;
  }

  void create(TenantState state, MigrationRequest request) throws SQLException {
    connection.inTransaction(
        () -> {
          createMissing(state);
          stamp(connection.shared(), request);
        });
  }

  /** The tables that are not there yet; within the caller's transaction. */
  void createMissing(TenantState state) throws SQLException {
    StringBuilder script = new StringBuilder();
    if (state.history() == null) {
      script.append(history());
    }
    if (!state.hasFence()) {
      script.append(fence());
    }
    if (!state.hasReceipts()) {
      script.append(receipt());
    }
    try (Statement statement = connection.shared().createStatement()) {
      statement.execute(script.toString());
    }
  }

  /** Only where no row is: the fence itself moves with the first script. */
  private void stamp(Connection shared, MigrationRequest request) throws SQLException {
    String sql =
        "insert into %s (tenant, epoch, attempt) values (?, ?, ?) on conflict do nothing"
            .formatted(tables.fence());
    try (PreparedStatement statement = shared.prepareStatement(sql)) {
      statement.setString(1, request.tenant().value());
      statement.setLong(2, request.epoch().toLong());
      statement.setString(3, request.attempt().value());
      statement.executeUpdate();
    }
  }

  private String history() {
    return """
    create table %1$s (
        "installed_rank" INT NOT NULL,
        "version" VARCHAR(50),
        "description" VARCHAR(200) NOT NULL,
        "type" VARCHAR(20) NOT NULL,
        "script" VARCHAR(1000) NOT NULL,
        "checksum" INTEGER,
        "installed_by" VARCHAR(100) NOT NULL,
        "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
        "execution_time" INTEGER NOT NULL,
        "success" BOOLEAN NOT NULL
    );
    alter table %1$s add constraint "flyway_schema_history_pk" primary key ("installed_rank");
    create index "flyway_schema_history_s_idx" on %1$s ("success");
    """
        .formatted(tables.history());
  }

  private String fence() {
    return """
    create table %s (
        only_row boolean primary key default true check (only_row),
        tenant text not null,
        epoch bigint not null,
        attempt text not null,
        running text,
        updated_at timestamptz not null default now()
    );
    """
        .formatted(tables.fence());
  }

  private String receipt() {
    return """
    create table %1$s (
        id bigint generated always as identity primary key,
        version varchar(50),
        script varchar(1000) not null,
        sha256 char(64) not null,
        release_digest text not null,
        release_name text not null,
        rollout text,
        attempt text not null,
        epoch bigint not null,
        mode text not null check (mode in ('executed', 'skipped', 'adopted', 'baselined')),
        recorded_at timestamptz not null default now()
    );
    create unique index skein_receipt_executed_once on %1$s (version)
        where version is not null and mode = 'executed';
    """
        .formatted(tables.receipt());
  }
}
