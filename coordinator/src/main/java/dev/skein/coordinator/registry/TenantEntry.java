package dev.skein.coordinator.registry;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.rollout.block.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as an import states it.
 *
 * @param line where it stands in the file, from 1, for errors
 * @param windows in any of which it may be changed, empty for always; null when nothing is said
 */
record TenantEntry(int line, TenantTarget target, @Nullable List<Window> windows) {
  TenantEntry {
    windows = windows == null ? null : List.copyOf(windows);
  }

  List<Window> statedWindows() {
    return windows == null ? List.of() : windows;
  }
}
