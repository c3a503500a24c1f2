package dev.skein.contracts.answer;

import dev.skein.contracts.id.SchemaVersion;
import org.jspecify.annotations.Nullable;

/**
 * A script that would run.
 *
 * @param version null for a repeatable script
 */
public record PlannedScript(String path, @Nullable SchemaVersion version, ScriptRun run) {}
