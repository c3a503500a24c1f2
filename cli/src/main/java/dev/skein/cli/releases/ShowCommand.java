package dev.skein.cli.releases;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.ReleaseInfo;
import dev.skein.cli.connect.Connection;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show one release.",
    footer = {"", "Example:", "  skein releases show 2026.11.3"})
final class ShowCommand implements Runnable {
  private final Shell shell;

  @Parameters(paramLabel = "RELEASE", description = "A release's name or digest.")
  private String name = "";

  ShowCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void run() {
    CoordinatorClient client = Connection.open(shell);
    if (shell.json()) {
      JsonOutput.print(shell.out(), client.raw("releases", name));
      return;
    }
    ReleaseInfo release = client.release(name);
    row("name", release.name());
    row("digest", release.digest());
    row("head", release.head() == null ? "none" : release.head());
    row("scripts", String.valueOf(release.scripts()));
    row("size", Texts.bytes(release.bytes()));
    row("published", Texts.time(release.publishedAt()));
  }

  private void row(String what, String value) {
    shell.out().printf("%-10s %s%n", what, Texts.line(value));
  }
}
