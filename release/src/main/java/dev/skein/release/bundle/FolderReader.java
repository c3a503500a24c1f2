package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseName;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.seed.SeedScript;
import dev.skein.release.yaml.InvalidYamlException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a release from the file system, in an order that does not depend on it. */
final class FolderReader {
  private final Path folder;
  private final ArchiveLimits limits;
  private final Problems problems = new Problems();
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private ReleaseYaml yaml = ReleaseYaml.EMPTY;
  private boolean yamlRefused;
  private long total;
  private int seen;

  FolderReader(Path folder, ArchiveLimits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  ReleaseBundle read(@Nullable ReleaseName nameOverride) {
    if (!Files.isDirectory(folder)) {
      throw problems.and("%s: expected a folder but there is none".formatted(folder));
    }
    try {
      Path root = folder.toRealPath();
      readFolder(root, root);
    } catch (IOException | UncheckedIOException e) {
      problems.add("%s: expected a readable folder but got %s".formatted(folder, e));
    }
    List<ScriptFile> scripts = BundleScripts.read(files, folder.toString(), problems);
    List<BackfillScript> backfills =
        yamlRefused ? List.of() : BackfillFiles.read(yaml.backfills(), files, problems);
    List<SeedScript> seeds =
        yamlRefused ? List.of() : SeedFiles.read(yaml.seeds(), files, problems);
    ReleaseName name = nameOverride == null ? yaml.name() : nameOverride;
    if (name == null && !yamlRefused) {
      problems.add("expected a name for the release, in release.yaml or given, but got none");
    }
    problems.throwIfAny();
    Manifest manifest =
        new Manifest(
            Objects.requireNonNull(name),
            yaml.layout(),
            yaml.legacyThrough(),
            yaml.settings(),
            yaml.placeholders(),
            files.entrySet().stream()
                .map(file -> ManifestFile.of(file.getKey(), file.getValue()))
                .toList(),
            yaml.backfills(),
            yaml.seeds());
    return new ReleaseBundle(manifest, files, scripts, backfills, seeds);
  }

  private void readFolder(Path root, Path at) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(at)) {
      children = listed.limit(limits.entries() + 1L).sorted().toList();
    }
    for (Path child : children) {
      if (child.getFileName().toString().startsWith(".")) {
        continue;
      }
      if (++seen > limits.entries()) {
        throw problems.and(
            "%s: expected at most %,d files and folders but got more"
                .formatted(folder, limits.entries()));
      }
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        readFolder(root, child);
      } else {
        readFile(root, child);
      }
    }
  }

  private void readFile(Path root, Path file) throws IOException {
    String path =
        root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    if (path.toLowerCase(Locale.ROOT).endsWith(".md")) {
      return;
    }
    Optional<String> problem =
        BundlePaths.problem(path).or(() -> misplaced(path)).or(() -> notPlain(root, file, path));
    if (problem.isPresent()) {
      problems.add(problem.get());
      return;
    }
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      content = in.readNBytes(Math.toIntExact(limits.fileBytes() + 1));
    }
    if (content.length > limits.fileBytes()) {
      problems.add(
          "%s: expected at most %,d bytes but got more".formatted(path, limits.fileBytes()));
      return;
    }
    total += content.length;
    if (total > limits.totalBytes()) {
      throw problems.and(
          "%s: expected at most %,d bytes in all but got more at %s"
              .formatted(folder, limits.totalBytes(), path));
    }
    if (path.equals(ReleaseYaml.FILE)) {
      readYaml(content);
    } else {
      files.put(path, content);
    }
  }

  private void readYaml(byte[] content) {
    try {
      yaml = ReleaseYaml.parse(content);
    } catch (InvalidYamlException e) {
      yamlRefused = true;
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> misplaced(String path) {
    if (path.equals(ReleaseYaml.FILE)) {
      return Optional.empty();
    }
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.equals(ReleaseYaml.FILE) || name.equals("release.yml")) {
      return Optional.of(path + ": expected the name release.yaml, at the top of the folder");
    }
    return BundlePaths.unwelcome(path);
  }

  private static Optional<String> notPlain(Path root, Path file, String path) {
    try {
      if (!file.toRealPath().startsWith(root)) {
        return Optional.of(path + ": expected a file inside the folder but it links out of it");
      }
      return Files.isRegularFile(file)
          ? Optional.empty()
          : Optional.of(
              path + ": expected a plain file but got a link to a folder or a special file");
    } catch (IOException e) {
      return Optional.of(path + ": expected a file but it links to nothing that can be read");
    }
  }
}
