package dev.skein.release.bundle;

import dev.skein.release.backfill.Backfills;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Any archive at all, entry by entry, with a manifest that fits. */
final class Zip {
  private final SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
  private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes);
  private final List<ManifestFile> listed = new ArrayList<>();

  /** Adds a file that the manifest lists too. */
  Zip with(String name, String content) {
    byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
    listed.add(ManifestFile.of(name, utf8));
    return entry(name, utf8, entry -> {});
  }

  Zip entry(String name, byte[] content, Consumer<ZipArchiveEntry> change) {
    try {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setSize(content.length);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      change.accept(entry);
      zip.putArchiveEntry(entry);
      zip.write(content);
      zip.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Zip manifest() {
    return entry("manifest.json", manifestOf(listed).toJson(), entry -> {});
  }

  static Manifest manifestOf(List<ManifestFile> files) {
    return new Manifest(
        Folder.NAME,
        Layout.FLYWAY,
        null,
        ReleaseSettings.DEFAULT,
        Map.of(),
        files,
        Backfills.NONE,
        List.of());
  }

  byte[] bytes() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(bytes.array(), Math.toIntExact(bytes.size()));
  }

  List<String> problems() {
    return problems(ArchiveLimits.DEFAULT);
  }

  List<String> problems(ArchiveLimits limits) {
    byte[] archive = bytes();
    return Folder.problemsOf(() -> ReleaseBundle.fromArchive(archive, limits));
  }
}
