package dev.skein.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns under a header; every cell becomes one line without controls. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... header) {
    this.header = List.of(header);
  }

  /** One cell a column. */
  public void row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "expected %d cells but got %d".formatted(header.size(), cells.length));
    }
    rows.add(List.of(cells).stream().map(Texts::line).toList());
  }

  /** Nothing but the header when there are no rows. */
  public void print(Shell shell) {
    int[] widths = new int[header.size()];
    measure(widths, header);
    rows.forEach(row -> measure(widths, row));
    shell.out().println(shell.style().bold(aligned(widths, header)));
    rows.forEach(row -> shell.out().println(aligned(widths, row)));
  }

  private static void measure(int[] widths, List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], length(cells.get(i)));
    }
  }

  private static String aligned(int[] widths, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
