/**
 * Real servers for tests, one of each a JVM: in containers where an engine answers, else embedded.
 * {@code SKEIN_TEST_CONTAINERS=required} fails without an engine, {@code =off} never asks for one.
 * {@code SKEIN_TEST_POSTGRES=oldest} takes the oldest PostgreSQL that is supported, embedded.
 */
@NullMarked
package dev.skein.testkit;

import org.jspecify.annotations.NullMarked;
