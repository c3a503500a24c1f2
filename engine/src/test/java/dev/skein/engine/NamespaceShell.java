package dev.skein.engine;

import dev.skein.testkit.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * A shell that is root in namespaces of its own and nobody outside: it may mount, and nobody else
 * sees what. Whatever it started ends with it, and it ends with the JVM.
 */
final class NamespaceShell implements AutoCloseable {
  private static final String ENDED = "the command ended with ";

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  /** A command, or the shell itself, failed; says what the command said. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String command, String said) {
      super("expected \"%s\" to succeed but it said: %s".formatted(command, said));
    }
  }

  /** It may be refused; then the first command fails. */
  NamespaceShell() throws IOException {
    process =
        new ProcessBuilder("unshare", "-Urmpf", "--kill-child", "sh")
            .redirectErrorStream(true)
            .start();
    commands = process.outputWriter();
    answers = process.inputReader();
  }

  /** Whether there is a program that makes namespaces. */
  static boolean isThere() {
    return Tools.find("unshare").isPresent();
  }

  /** Until the command ends; what it starts in the background must not hold its output. */
  void run(String command) throws FailedException {
    StringJoiner said = new StringJoiner(" ");
    try {
      send("{ %s\n} </dev/null; echo \"%s$?\"\n".formatted(command, ENDED));
      String line;
      while ((line = answers.readLine()) != null && !line.startsWith(ENDED)) {
        said.add(line);
      }
      if ((ENDED + "0").equals(line)) {
        return;
      }
    } catch (IOException e) {
      said.add(String.valueOf(e.getMessage()));
    }
    throw new FailedException(command, said.toString());
  }

  private void send(String line) {
    try {
      commands.write(line);
      commands.flush();
    } catch (IOException e) {
      // It has ended; why is among its answers.
    }
  }

  /** Returns when all that it started has ended too, as the kernel does for a namespace's first. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      // It has ended already.
    }
    process
        .onExit()
        .completeOnTimeout(process, 20, TimeUnit.SECONDS)
        .thenAccept(Process::destroyForcibly)
        .join();
  }
}
