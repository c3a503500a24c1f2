package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema is empty where Flyway would take it for empty, and looked at by other means. */
class EmptySchemaIT {
  /** As Flyway asks. */
  private static final String FLYWAYS =
      """
      select not exists (
        select from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          left join pg_catalog.pg_depend d on d.objid = c.oid and d.deptype = 'e'
          where n.nspname = 'public' and d.objid is null and c.relkind in ('r', 'v', 'S', 't')
        union all
        select from pg_catalog.pg_type t
          join pg_catalog.pg_namespace n on n.oid = t.typnamespace
          left join pg_catalog.pg_depend d on d.objid = t.oid and d.deptype = 'e'
          where n.nspname = 'public' and d.objid is null and t.typcategory not in ('A', 'C')
        union all
        select from pg_catalog.pg_proc p
          join pg_catalog.pg_namespace n on n.oid = p.pronamespace
          left join pg_catalog.pg_depend d on d.objid = p.oid and d.deptype = 'e'
          where n.nspname = 'public' and d.objid is null)\
      """;

  private final TestTenant tenant = PostgresServer.get().newDatabase();

  private void assertAsFlyway(boolean empty) throws Exception {
    try (Connection connection = tenant.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FLYWAYS)) {
      row.next();
      assertThat(row.getBoolean(1)).as("by Flyway's query").isEqualTo(empty);
      assertThat(new Preflight(connection, new TenantTables("public")).read().schemaEmpty())
          .isEqualTo(empty);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t ()",
        "create unlogged table t (id int generated always as identity)",
        "create view v as select 1 as one",
        "create sequence s",
        "create type e as enum ('a')",
        "create domain d as int",
        "create type r as range (subtype = int)",
        "create type shell",
        "create function f() returns int language sql as 'select 1'",
        "create procedure p() language sql as 'select 1'",
        "create aggregate a (int) (sfunc = int4pl, stype = int)",
        "create extension hstore; create view of_it as select ''::hstore as h"
      })
  void what_holds_something(String script) throws Exception {
    tenant.execute(script);

    assertAsFlyway(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "create extension hstore",
        "create materialized view m as select 1 as one",
        "create table t (id int) partition by range (id)",
        "create type c as (a int)",
        "create schema elsewhere create table t ()",
        "create table t (); drop table t"
      })
  void what_holds_nothing(String script) throws Exception {
    tenant.execute(script);

    assertAsFlyway(true);
  }
}
