package dev.skein.contracts.answer;

/**
 * A table that was written anew, or emptied.
 *
 * @param bytes its size before, indexes included
 */
public record Rewrite(String table, long bytes) {}
