package dev.skein.release.compensation;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.script.Loss;
import org.jspecify.annotations.Nullable;

/**
 * A script that is taken back.
 *
 * @param script the migration
 * @param undo what takes it back
 * @param loss what that costs; {@link Loss#LOSSY} where the undo script does not say
 * @param version the compensation's own; null where it replaces a repeatable
 */
public record Undone(
    ScriptFile script, ScriptFile undo, Loss loss, @Nullable SchemaVersion version) {}
