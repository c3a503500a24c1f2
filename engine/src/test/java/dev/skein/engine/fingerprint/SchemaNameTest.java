package dev.skein.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaNameTest {
  private final SchemaName acme = new SchemaName("acme");

  @Test
  void a_qualified_name_in_a_function_is_free_of_the_schema_however_it_is_written() {
    assertThat(acme.outOfRoutine("select * from acme.orders, ACME . x, \"acme\".\"y\""))
        .isEqualTo("select * from {schema}.orders, {schema} . x, {schema}.\"y\"");
  }

  @Test
  void names_that_only_look_like_it_stay() {
    String text = "select acme, acme_2.x, o.acme.y, \"Acme\".z, myacme.w -- acme is a customer";

    assertThat(acme.outOfRoutine(text)).isEqualTo(text);
  }

  @Test
  void a_search_path_is_free_of_it_in_all_its_forms() {
    assertThat(acme.outOfRoutine("SET search_path TO 'acme', 'public'"))
        .isEqualTo("SET search_path TO '{schema}', 'public'");
    assertThat(acme.outOfRoutine("set search_path = acme, public; select acme"))
        .isEqualTo("set search_path = {schema}, public; select acme");
    assertThat(acme.outOfRoutine("perform set_config('search_path', 'acme,public', true); acme"))
        .isEqualTo("perform set_config('search_path', '{schema},public', true); acme");
  }

  @Test
  void a_literal_that_is_the_name_or_a_qualified_name_is_free_of_it() {
    assertThat(acme.outOfExpression("x = 'acme'::text AND y <> 'acme.orders'::text"))
        .isEqualTo("x = '{schema}'::text AND y <> '{schema}.orders'::text");
    assertThat(acme.outOfRoutine("execute 'truncate acme.orders'"))
        .isEqualTo("execute 'truncate {schema}.orders'");
  }

  @Test
  void an_alias_of_that_name_in_an_expression_stays_since_postgresql_wrote_it() {
    String view = "SELECT acme.id FROM customers acme WHERE acme.name = 'it''s acme''s'::text";

    assertThat(acme.outOfExpression(view)).isEqualTo(view);
  }

  @Test
  void a_name_that_needs_quotes_is_found_only_in_quotes() {
    SchemaName odd = new SchemaName("A \"b\"");

    assertThat(odd.outOfRoutine("select 1 from \"A \"\"b\"\"\".t, A.t"))
        .isEqualTo("select 1 from {schema}.t, A.t");
    assertThat(new SchemaName("it's$1").outOfRoutine("x 'it''s$1'")).isEqualTo("x '{schema}'");
  }
}
