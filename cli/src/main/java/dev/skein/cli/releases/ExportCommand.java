package dev.skein.cli.releases;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.ReleaseInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.release.bundle.ArchiveLimits;
import dev.skein.release.bundle.ReleaseBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    description = {
      "Write a release's scripts into a folder, as after a rollback, to commit them.",
      "Files that are there with the same content stay as they are."
    },
    footer = {"", "Example:", "  skein releases export 2026.11.3-rollback db/ --overwrite"})
final class ExportCommand implements Runnable {
  private final Shell shell;

  @Parameters(index = "0", paramLabel = "RELEASE", description = "A release's name or digest.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "FOLDER", description = "Is made where it is not there.")
  private Path folder = Path.of("");

  @Option(names = "--overwrite", description = "Also files that are there with other content.")
  private boolean overwrite;

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  /** What was done. */
  private record Exported(String release, String digest, String folder, List<String> written) {}

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    ReleaseInfo release = client.release(name);
    ReleaseBundle bundle =
        ReleaseBundle.fromArchive(client.bundle(release.digest()), ArchiveLimits.DEFAULT);
    Map<String, byte[]> files = bundle.files();
    try {
      List<String> written = write(files);
      if (shell.json()) {
        JsonOutput.print(
            shell.out(),
            new Exported(release.name(), release.digest(), folder.toString(), written));
      } else {
        written.forEach(path -> shell.out().println("wrote " + folder.resolve(path)));
        shell
            .out()
            .printf("%d of %d files were there%n", files.size() - written.size(), files.size());
      }
    } catch (IOException e) {
      throw CommandFailedException.badInput(
          "expected a folder that can be written but got %s (%s)".formatted(folder, e));
    }
  }

  /** Everything is looked at before anything is written. */
  private List<String> write(Map<String, byte[]> files) throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> other = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.exists(path)) {
        missing.add(file.getKey());
      } else if (!Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        other.add(file.getKey());
      }
    }
    if (!other.isEmpty() && !overwrite) {
      throw new CommandFailedException(
          ExitCode.BAD_INPUT,
          List.of(
              "expected files like the release's but these differ: " + String.join(", ", other),
              "next: commit what is there, then export with --overwrite"));
    }
    missing.addAll(other);
    for (String path : missing) {
      Path target = folder.resolve(path);
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(target, files.get(path));
    }
    return missing.stream().sorted().toList();
  }
}
