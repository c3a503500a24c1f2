package dev.skein.release.bundle;

import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.seed.SeedScript;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Unpacks an archive from strangers. Nothing is written to disk, no entry is unpacked before its
 * name, kind and declared size passed, and no more bytes are unpacked than it declared.
 */
final class ArchiveReader {
  private static final int LOCAL_HEADER = 0x504b0304;
  private static final int CENTRAL_HEADER = 0x504b0102;

  private final byte[] archive;
  private final ArchiveLimits limits;
  private final Problems problems = new Problems();
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private final Set<String> names = new HashSet<>();
  private long total;

  ArchiveReader(byte[] archive, ArchiveLimits limits) {
    this.archive = archive;
    this.limits = limits;
  }

  ReleaseBundle read() {
    if (archive.length > limits.archiveBytes()) {
      throw problems.and(
          "the archive: expected at most %,d bytes but got %,d"
              .formatted(limits.archiveBytes(), archive.length));
    }
    if (archive.length < 4 || word(0) != LOCAL_HEADER) {
      throw problems.and("the archive: expected a zip of a release but got other bytes");
    }
    int entries = entries();
    if (entries > limits.entries()) {
      throw problems.and(
          "the archive: expected at most %,d entries but got %,d"
              .formatted(limits.entries(), entries));
    }
    unpack();
    problems.throwIfAny();
    byte[] json = files.remove(ArchiveWriter.MANIFEST);
    if (json == null) {
      throw problems.and("the archive: expected a manifest.json but there is none");
    }
    Manifest manifest = Manifest.fromJson(json);
    ManifestCheck.compare(manifest, files, problems);
    problems.throwIfAny();
    List<ScriptFile> scripts = BundleScripts.read(files, "the archive", problems);
    List<BackfillScript> backfills = BackfillFiles.read(manifest.backfills(), files, problems);
    List<SeedScript> seeds = SeedFiles.read(manifest.seeds(), files, problems);
    problems.throwIfAny();
    return new ReleaseBundle(manifest, files, scripts, backfills, seeds);
  }

  private void unpack() {
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
            .setIgnoreLocalFileHeader(true)
            .setUseUnicodeExtraFields(false)
            .get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        Optional<String> problem = EntryCheck.problem(entry, limits);
        if (problem.isPresent()) {
          problems.add(problem.get());
        } else if (!names.add(entry.getName())) {
          problems.add(entry.getName() + ": expected each name once but got it twice");
        } else if (!entry.isDirectory()) {
          unpack(zip, entry);
        }
      }
    } catch (InvalidReleaseException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw problems.and(
          "the archive: expected a whole zip but it is damaged: "
              + Problems.shown(String.valueOf(e.getMessage())));
    }
  }

  private void unpack(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    total += entry.getSize();
    if (total > limits.totalBytes()) {
      throw problems.and(
          "the archive: expected at most %,d bytes unpacked but got more at %s"
              .formatted(limits.totalBytes(), entry.getName()));
    }
    int declared = Math.toIntExact(entry.getSize());
    try (var content = zip.getInputStream(entry)) {
      byte[] bytes = content.readNBytes(declared + 1);
      if (bytes.length != declared) {
        problems.add(
            "%s: expected the %,d bytes that the archive declares but got %s"
                .formatted(entry.getName(), declared, bytes.length > declared ? "more" : "fewer"));
        return;
      }
      // Catches damage to the manifest, which no digest inside the archive covers.
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (crc.getValue() != entry.getCrc()) {
        problems.add(entry.getName() + ": expected the checksum of the archive but it is damaged");
        return;
      }
      files.put(entry.getName(), bytes);
    }
  }

  /**
   * Counts headers before any library reads them all into memory. A file's packed bytes could look
   * like a header, but hardly thousands of times.
   */
  private int entries() {
    int count = 0;
    for (int i = 0; i + 4 <= archive.length; i++) {
      if (archive[i] == 'P' && word(i) == CENTRAL_HEADER) {
        count++;
      }
    }
    return count;
  }

  private int word(int at) {
    return (archive[at] & 0xff) << 24
        | (archive[at + 1] & 0xff) << 16
        | (archive[at + 2] & 0xff) << 8
        | (archive[at + 3] & 0xff);
  }
}
