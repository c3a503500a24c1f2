package dev.skein.engine.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process and all that came of it, to be ended together. Children whose parent has gone are no
 * longer its descendants: where the system shows the environments of processes (Linux), they are
 * found by a variable that only these have.
 */
final class ProcessTree {
  /** A program that starts others faster than this loop ends them gets away. */
  private static final int ROUNDS = 100;

  private final ProcessHandle root;
  private final String mark;

  /**
   * @param name of a variable in the environment
   * @param value that no other processes have
   */
  ProcessTree(ProcessHandle root, String name, String value) {
    this.root = root;
    this.mark = name + "=" + value;
  }

  /** Ends them at once and waits, a few seconds at most, until none is left. */
  void end() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> alive = alive();
      if (alive.isEmpty()) {
        return;
      }
      alive.forEach(ProcessHandle::destroyForcibly);
      Thread.sleep(20);
    }
  }

  private List<ProcessHandle> alive() {
    return Stream.of(
            root.descendants(),
            Stream.of(root),
            ProcessHandle.allProcesses().filter(this::isMarked))
        .flatMap(processes -> processes)
        .filter(ProcessHandle::isAlive)
        .distinct()
        .toList();
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      String environment =
          Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "environ"),
              StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0", -1)).contains(mark);
    } catch (IOException e) {
      // Another system, another user's process, or one that is gone.
      return false;
    }
  }
}
