package dev.skein.cli;

import dev.skein.cli.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs the program in this process. */
final class Cli {
  private final Map<String, String> env = new HashMap<>();
  private Terminal terminal = Terminal.NONE;
  private String input = "";

  record Result(int exitCode, String out, String err) {}

  Cli env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Cli at(FakeCoordinator coordinator) {
    return env("SKEIN_URL", coordinator.url()).env("SKEIN_TOKEN", FakeCoordinator.TOKEN);
  }

  Cli on(Terminal terminal) {
    this.terminal = terminal;
    return this;
  }

  Cli input(String text) {
    input = text;
    return this;
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    env.putIfAbsent("HOME", "/nonexistent");
    int exitCode =
        SkeinCli.run(
            args,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            terminal);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
