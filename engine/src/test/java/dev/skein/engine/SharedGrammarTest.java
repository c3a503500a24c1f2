package dev.skein.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.engine.SharedGrammar.Touch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SharedGrammarTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create extension if not exists citext              | CREATE EXTENSION
          -- why\\ncomment on extension citext is 'x'          | COMMENT ON EXTENSION
          alter extension citext update                      | ALTER EXTENSION
          create role r                                      | CREATE ROLE
          alter user u set search_path to x                  | ALTER USER
          drop group g                                       | DROP GROUP
          create user mapping for u server s                 | CREATE USER MAPPING
          grant reader to writer                             | GRANT OF A ROLE
          revoke admin option for a from b                   | REVOKE OF A ROLE
          grant connect on database d to u                   | GRANT ON DATABASE
          grant usage on foreign server s to u               | GRANT ON FOREIGN SERVER
          revoke usage on language plpgsql from public       | REVOKE ON LANGUAGE
          create database d                                  | CREATE DATABASE
          alter database d set work_mem to '1MB'             | ALTER DATABASE
          drop tablespace t                                  | DROP TABLESPACE
          alter system set work_mem to '1MB'                 | ALTER SYSTEM
          create or replace trusted procedural language l    | CREATE LANGUAGE
          create event trigger e on ddl_command_start        | CREATE EVENT TRIGGER
          create publication p for table t                   | CREATE PUBLICATION
          drop subscription s                                | DROP SUBSCRIPTION
          create cast (text as int) without function         | CREATE CAST
          create foreign data wrapper w                      | CREATE FOREIGN DATA WRAPPER
          create server s foreign data wrapper w             | CREATE SERVER
          create access method m type table handler h        | CREATE ACCESS METHOD
          security label for x on role r is 'y'              | SECURITY LABEL ON ROLE
          drop owned by r                                    | DROP OWNED
          reassign owned by a to b                           | REASSIGN OWNED
          alter default privileges grant select on tables to r | ALTER DEFAULT PRIVILEGES
          reindex (verbose) database concurrently d          | REINDEX DATABASE
          reindex system d                                   | REINDEX SYSTEM
          vacuum                                             | VACUUM of the whole database
          vacuum (analyze);                                  | VACUUM of the whole database
          vacuum full verbose                                | VACUUM of the whole database
          analyze                                            | ANALYZE of the whole database
          cluster verbose                                    | CLUSTER of the whole database
          """)
  void what_is_nobodys_own_is_shared(String sql, String what) {
    assertThat(SharedGrammar.read(sql.replace("\\n", "\n"))).hasValue(new Touch(what, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table extension (role text)",
        "alter table t add column database text",
        "create trigger e before insert on t execute function f()",
        "comment on table t is 'create role r'",
        "grant select on t to reader",
        "grant select on all tables in schema other to reader",
        "insert into t values ('create extension citext')",
        "do $$ begin create role r; end $$",
        "create policy p on t to r",
        "drop table t",
        "vacuum t",
        "vacuum (analyze) t (a)",
        "reindex table t",
        "analyze verbose t",
        "cluster t using i",
        "select 1",
        "",
      })
  void what_lies_in_a_schema_is_not(String sql) {
    assertThat(SharedGrammar.read(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create schema if not exists acme",
        "create schema ACME authorization r",
        "drop schema if exists \"acme\" cascade",
        "alter schema acme owner to r",
        "comment on schema acme is 'x'",
        "grant usage, create on schema acme to r",
        "alter default privileges for role r in schema acme grant select on tables to x",
        "reindex (concurrently) schema acme",
      })
  void a_tenant_may_touch_its_own_schema_and_no_other(String sql) {
    Touch touch = SharedGrammar.read(sql).orElseThrow();

    assertThat(touch.isShared("acme")).isFalse();
    assertThat(touch.isShared("globex")).isTrue();
  }

  @Test
  void one_schema_of_several_may_be_anothers() {
    assertThat(SharedGrammar.read("drop schema acme, globex").orElseThrow().isShared("acme"))
        .isTrue();
    assertThat(
            SharedGrammar.read("create schema authorization acme").orElseThrow().isShared("acme"))
        .isTrue();
  }
}
