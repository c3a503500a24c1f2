package dev.skein.cli.tenants;

import dev.skein.cli.client.ImportAnswer;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Create and update tenants from a file, all of it or nothing.",
      "CSV has the header id,shard,database,schema,labels and labels like tier=gold;region=eu; a"
          + " column windows may follow, with ; between several. YAML and JSON are lists of objects"
          + " with the same fields, labels as a map, windows as a list."
    },
    footer = {
      "",
      "Examples:",
      "  skein tenants import tenants.csv --dry-run",
      "  skein tenants export --format json | skein tenants import - --format json"
    })
final class ImportCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "FILE", description = "A .csv, .yaml or .json file; - is the input.")
  private String file = "";

  @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  @Option(names = "--dry-run", description = "Say what would be done; change nothing.")
  private boolean dryRun;

  ImportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    Format known = format != null ? format : Format.of(file).orElseThrow(this::unknownFormat);
    byte[] content = read();
    ImportAnswer answer =
        Connection.open(shell).importTenants(known.contentType(), content, dryRun);
    if (shell.json()) {
      JsonOutput.print(shell.out(), answer);
      return;
    }
    int all = answer.created() + answer.updated() + answer.unchanged();
    shell
        .out()
        .printf(
            "%s %s: %d created, %d updated, %d unchanged%n",
            answer.dryRun() ? "would import" : "imported",
            Texts.count(all, "tenant"),
            answer.created(),
            answer.updated(),
            answer.unchanged());
  }

  private CommandFailedException unknownFormat() {
    return CommandFailedException.badInput(
        file.equals("-")
            ? "expected --format csv, yaml or json beside - but got none"
            : "expected a .csv, .yaml or .json file, or --format, but got " + file);
  }

  private byte[] read() {
    try {
      return file.equals("-") ? shell.in().readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw CommandFailedException.badInput(
          "expected a file of tenants but there is no file " + file);
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "expected a readable file of tenants but %s cannot be read (%s)"
              .formatted(file, e.getMessage()));
    }
  }
}
