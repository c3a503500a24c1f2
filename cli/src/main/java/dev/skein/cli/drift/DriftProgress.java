package dev.skein.cli.drift;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.DriftLook;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Texts;
import java.util.List;

/** Waits for a look, with a bar for a person who looks. */
final class DriftProgress {
  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 1000;
  private static final int WIDTH = 30;

  private final Shell shell;
  private List<String> told = List.of();

  DriftProgress(Shell shell) {
    this.shell = shell;
  }

  DriftLook await(CoordinatorClient client, DriftLook started) {
    DriftLook look = started;
    long pause = FIRST_PAUSE;
    while (look.report() == null) {
      draw(look);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailedException(
            ExitCode.UNREACHABLE, List.of("the look goes on; see it with: skein drift --last"));
      }
      pause = Math.min(LONGEST_PAUSE, pause * 2);
      look = client.drift(look.id());
    }
    clear();
    return look;
  }

  /** What keeps it waiting is told once. */
  private void draw(DriftLook look) {
    if (!look.attention().equals(told)) {
      clear();
      look.attention().forEach(line -> shell.err().println("attention: " + Texts.line(line)));
      told = look.attention();
    }
    if (shell.live()) {
      shell.err().print("\r\033[K" + bar(look, shell.unicode()));
      shell.err().flush();
    }
  }

  private void clear() {
    if (shell.live()) {
      shell.err().print("\r\033[K");
      shell.err().flush();
    }
  }

  /** {@code drift: ####.... 4 of 8 tenants read}. */
  static String bar(DriftLook look, boolean unicode) {
    int tenants = Math.max(1, look.tenants());
    int full = (int) Math.min(WIDTH, (long) WIDTH * look.ended() / tenants);
    String bar = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(WIDTH - full);
    return look.state().equals("comparing")
        ? "drift: %s comparing".formatted(bar)
        : "drift: %s %d of %s read"
            .formatted(bar, look.ended(), Texts.count(look.tenants(), "tenant"));
  }
}
