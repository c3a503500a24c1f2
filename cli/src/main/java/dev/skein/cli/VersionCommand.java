package dev.skein.cli;

import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;

@Command(
    name = "version",
    description = "Show the version of this program and of its Java.",
    footer = {"", "Example:", "  skein version --json"})
final class VersionCommand implements Runnable {
  private final Shell shell;

  VersionCommand(Shell shell) {
    this.shell = shell;
  }

  private record Version(String version, String java) {}

  @Override
  public void run() {
    Version version = new Version(version(), Runtime.version().toString());
    if (shell.json()) {
      JsonOutput.print(shell.out(), version);
    } else {
      shell.out().printf("skein %s (Java %s)%n", version.version(), version.java());
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = VersionCommand.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException("a file in the jar could not be read", e);
    }
    return properties.getProperty("version", "unknown");
  }
}
