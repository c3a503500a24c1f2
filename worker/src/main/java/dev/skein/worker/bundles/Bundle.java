package dev.skein.worker.bundles;

import dev.skein.engine.PreparedRelease;

/** What asking for a release gave. */
public sealed interface Bundle {
  record Ready(PreparedRelease release) implements Bundle {}

  /** The coordinator could not be asked; it may be later. */
  record Unreachable(String why) implements Bundle {}

  /** It is not there, or is not what its digest says, or holds what the engine does not run. */
  record Bad(String why) implements Bundle {}
}
