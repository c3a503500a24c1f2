package dev.skein.standalone.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The examples of a checkout: its folders {@code examples/NN-name} that have a page.
 *
 * @param root of the checkout
 */
public record Examples(Path root) {
  private static final String FOLDER = "examples";
  private static final String PAGE = "README.md";

  /** Their names, in order; none where there is no such folder. */
  public List<String> names() {
    Path folder = root.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(PAGE)))
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the examples could not be listed in " + folder, e);
    }
  }

  /** The name that is meant by a name or a number such as {@code 5} or {@code 05}. */
  public Optional<String> find(String said) {
    return names().stream()
        .filter(name -> name.equals(said) || number(name).equals(number(said)))
        .findFirst();
  }

  private static String number(String name) {
    return name.replaceFirst("^0+", "").replaceFirst("-.*", "");
  }

  /** The story of a folder of these. */
  public Story read(String name) {
    Path page = Path.of(FOLDER, name, PAGE);
    try {
      return Story.parse(page.toString(), Files.readString(root.resolve(page)));
    } catch (IOException e) {
      throw new UncheckedIOException(page + " could not be read", e);
    }
  }

  /** A word of a command where it is run: paths of examples are those of the checkout. */
  String here(String word) {
    return word.startsWith(FOLDER + "/") ? root.resolve(word).toString() : word;
  }
}
