package dev.skein.release.bundle;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.ReleaseName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.script.ScriptKind;
import dev.skein.release.seed.SeedScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A release: its manifest and its scripts, checked and immutable. Two bundles are equal when their
 * digests are.
 */
public final class ReleaseBundle {
  private final Manifest manifest;
  private final ReleaseDigest digest;
  private final SortedMap<String, byte[]> files;
  private final List<ScriptFile> versioned;
  private final List<ScriptFile> repeatables;
  private final List<ScriptFile> undos;
  private final List<BackfillScript> backfills;
  private final List<SeedScript> seeds;

  /** Takes files over that nobody else may change, and scripts read from just these. */
  ReleaseBundle(
      Manifest manifest,
      SortedMap<String, byte[]> files,
      List<ScriptFile> scripts,
      List<BackfillScript> backfills,
      List<SeedScript> seeds) {
    this.manifest = manifest;
    this.digest = manifest.digest();
    this.files = new TreeMap<>(files);
    Comparator<ScriptFile> byVersion =
        Comparator.comparing(
            ScriptFile::version, Comparator.nullsFirst(Comparator.<SchemaVersion>naturalOrder()));
    this.versioned = ofKind(scripts, ScriptKind.VERSIONED, byVersion);
    this.repeatables =
        ofKind(scripts, ScriptKind.REPEATABLE, Comparator.comparing(ScriptFile::description));
    this.undos = ofKind(scripts, ScriptKind.UNDO, byVersion);
    this.backfills = List.copyOf(backfills);
    this.seeds = List.copyOf(seeds);
  }

  private static List<ScriptFile> ofKind(
      List<ScriptFile> scripts, ScriptKind kind, Comparator<ScriptFile> order) {
    return scripts.stream().filter(script -> script.kind() == kind).sorted(order).toList();
  }

  /**
   * Reads a folder and the folders in it: scripts, their {@code .sql.conf}, and {@code
   * release.yaml} at the top. Markdown and names that start with a dot are passed over; any other
   * file, and all else that is wrong, is told in one {@link InvalidReleaseException}.
   *
   * @param nameOverride wins over the name in {@code release.yaml}; one of both must be there
   */
  public static ReleaseBundle fromFolder(Path folder, @Nullable ReleaseName nameOverride) {
    return new FolderReader(folder, ArchiveLimits.DEFAULT).read(nameOverride);
  }

  /**
   * Reads an archive that {@link #toArchive()} made, trusting none of it, in memory alone. What is
   * wrong is told in one {@link InvalidReleaseException}. Compare the digest with the one that was
   * asked for: a valid archive may be that of another release.
   */
  public static ReleaseBundle fromArchive(byte[] archive, ArchiveLimits limits) {
    return new ArchiveReader(archive, limits).read();
  }

  /** A zip: the manifest first, then the files by path; the same bytes for the same release. */
  public byte[] toArchive() {
    return ArchiveWriter.write(manifest, files);
  }

  /**
   * Another release under this one's settings. What is wrong with its files is told in one {@link
   * InvalidReleaseException}, as for a folder. It requires the same backfills, and has none itself.
   *
   * @param files all of its scripts and their settings by path; taken over
   * @param seeds instead of this one's
   */
  public ReleaseBundle with(
      ReleaseName other, SortedMap<String, byte[]> files, List<SeedScript> seeds) {
    files.keySet().removeIf(path -> BackfillFiles.isBackfill(path) || SeedFiles.isSeed(path));
    seeds.forEach(seed -> files.put(seed.path(), seed.text().getBytes(StandardCharsets.UTF_8)));
    Problems problems = new Problems();
    List<ScriptFile> scripts = BundleScripts.read(files, other.value(), problems);
    problems.throwIfAny();
    List<ManifestFile> listed =
        files.entrySet().stream()
            .map(file -> ManifestFile.of(file.getKey(), file.getValue()))
            .toList();
    return new ReleaseBundle(
        new Manifest(
            other,
            manifest.layout(),
            manifest.legacyThrough(),
            manifest.settings(),
            manifest.placeholders(),
            listed,
            manifest.backfills().requiredAlone(),
            seeds.stream().map(SeedScript::seed).toList()),
        files,
        scripts,
        List.of(),
        seeds);
  }

  /** Scripts and their settings by path; a copy of all of them, so ask once. */
  public SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> copy = new TreeMap<>();
    files.forEach((path, content) -> copy.put(path, content.clone()));
    return copy;
  }

  public Manifest manifest() {
    return manifest;
  }

  public ReleaseDigest digest() {
    return digest;
  }

  public ReleaseName name() {
    return manifest.name();
  }

  /** By version. */
  public List<ScriptFile> versioned() {
    return versioned;
  }

  /** By description, as Flyway runs them. */
  public List<ScriptFile> repeatables() {
    return repeatables;
  }

  /** Those of repeatables first, then by version. */
  public List<ScriptFile> undos() {
    return undos;
  }

  /** In the order in which they run. */
  public List<BackfillScript> backfills() {
    return backfills;
  }

  /** In the order in which they run. */
  public List<SeedScript> seeds() {
    return seeds;
  }

  /** Versioned, repeatable, undo. */
  public List<ScriptFile> scripts() {
    return Stream.of(versioned, repeatables, undos).flatMap(List::stream).toList();
  }

  /** The highest version; empty when there are repeatables alone. */
  public Optional<SchemaVersion> head() {
    return versioned.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(versioned.getLast().version());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReleaseBundle bundle && digest.equals(bundle.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(name(), digest.abbreviated());
  }
}
