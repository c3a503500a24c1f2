package dev.skein.cli.watch;

import java.util.function.UnaryOperator;

/** One line of a picture, cut at the terminal's width; colours take no room. */
final class Line {
  private final StringBuilder text = new StringBuilder();
  private int room;

  Line(int width) {
    this.room = width;
  }

  Line add(String part) {
    return add(part, UnaryOperator.identity());
  }

  /** Adds a part in a style; what does not fit is left out. */
  Line add(String part, UnaryOperator<String> style) {
    int length = part.codePointCount(0, part.length());
    String cut = length <= room ? part : part.substring(0, part.offsetByCodePoints(0, room));
    room -= Math.min(length, room);
    text.append(cut.isEmpty() ? "" : style.apply(cut));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
