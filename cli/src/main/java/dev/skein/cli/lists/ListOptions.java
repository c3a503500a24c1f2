package dev.skein.cli.lists;

import dev.skein.cli.client.CoordinatorClient;
import dev.skein.cli.client.RawPage;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.cli.shell.JsonOutput;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Table;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list to show, and the showing: a table, or one JSON array as it was sent. */
public final class ListOptions {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Show at most so many (${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--after", paramLabel = "ID", description = "Go on after this one.")
  private @Nullable String after;

  @Option(names = "--all", description = "Show all, however many.")
  private boolean all;

  /** Asks for one page. */
  @FunctionalInterface
  public interface Pages {
    RawPage page(@Nullable String after, int limit);
  }

  /** Prints the list in the form that was asked for. */
  public <T> void print(Shell shell, Pages pages, Class<T> type, Table table, Consumer<T> row) {
    if (limit < 1) {
      throw CommandFailedException.badInput("expected --limit to be at least 1 but got " + limit);
    }
    String next =
        shell.json() ? json(shell, pages) : walk(pages, page -> page.of(type).items().forEach(row));
    if (!shell.json()) {
      table.print(shell);
    }
    if (next != null) {
      shell.out().flush();
      shell.err().printf("there are more: --after %s, --limit N, or --all%n", next);
    }
  }

  private @Nullable String json(Shell shell, Pages pages) {
    shell.out().print('[');
    boolean[] first = {true};
    String next =
        walk(
            pages,
            page ->
                page.items()
                    .forEach(
                        item -> {
                          shell.out().println(first[0] ? "" : ",");
                          first[0] = false;
                          JsonOutput.write(shell.out(), item);
                        }));
    shell.out().println(first[0] ? "]" : System.lineSeparator() + "]");
    return next;
  }

  /** Goes through the pages and gives what the list goes on after, or null at its end. */
  private @Nullable String walk(Pages pages, Consumer<RawPage> seen) {
    String from = after;
    int left = all ? Integer.MAX_VALUE : limit;
    do {
      RawPage page = pages.page(from, Math.min(left, CoordinatorClient.PAGE));
      seen.accept(page);
      left -= page.items().size();
      from = page.next();
    } while (from != null && left > 0);
    return from;
  }
}
