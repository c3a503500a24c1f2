package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, whenever the status changed; the last line is the end. */
final class JsonLinesView implements WatchView {
  private final Shell shell;
  private @Nullable RolloutStatus last;

  JsonLinesView(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void show(RolloutStatus status, Duration age, @Nullable String trouble) {
    if (!status.equals(last)) {
      last = status;
      JsonOutput.printLine(shell.out(), status);
    }
  }

  @Override
  public void close() {}
}
