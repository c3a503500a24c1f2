package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.Shell;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redraws in place. The cursor is hidden and lines do not wrap meanwhile; both come back when the
 * view is closed, and when the process is told to end.
 */
final class LiveView implements WatchView {
  private static final String BEGIN = "\u001b[?25l\u001b[?7l";
  private static final String END = "\u001b[?7h\u001b[?25h";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Shell shell;
  private final PrintStream out;
  private final Picture picture;
  private final Thread onExit = new Thread(this::leave, "restore-terminal");
  private List<String> drawn = List.of();
  private boolean closed;

  LiveView(Shell shell) {
    this.shell = shell;
    this.out = shell.out();
    this.picture = new Picture(shell.style(), shell.unicode());
    Runtime.getRuntime().addShutdownHook(onExit);
    out.print(BEGIN);
  }

  @Override
  public synchronized void show(RolloutStatus status, Duration age, @Nullable String trouble) {
    List<String> lines = picture.lines(status, age, trouble, shell.size());
    if (closed || lines.equals(drawn)) {
      return;
    }
    StringBuilder frame = new StringBuilder();
    if (!drawn.isEmpty()) {
      frame.append("\u001b[").append(drawn.size()).append('A');
    }
    frame.append('\r');
    lines.forEach(line -> frame.append(line).append(CLEAR_LINE).append('\n'));
    out.print(frame.append(CLEAR_BELOW));
    out.flush();
    drawn = lines;
  }

  /** Gives the terminal back as it was, once. */
  private synchronized void leave() {
    if (!closed) {
      closed = true;
      out.print(END);
      out.flush();
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }
}
