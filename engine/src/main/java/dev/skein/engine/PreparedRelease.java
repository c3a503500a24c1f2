package dev.skein.engine;

import dev.skein.contracts.id.BackfillName;
import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.backfill.BackfillScript;
import dev.skein.release.bundle.ManifestFile;
import dev.skein.release.bundle.ReleaseBundle;
import dev.skein.release.bundle.ReleaseSettings;
import dev.skein.release.bundle.ScriptFile;
import dev.skein.release.bundle.ScriptSettings;
import dev.skein.release.script.ScriptKind;
import dev.skein.release.seed.Seed;
import dev.skein.release.seed.SeedScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.resolver.ChecksumCalculator;
import org.jspecify.annotations.Nullable;

/**
 * All that depends on a release alone, worked out once and shared by all tenants and threads: its
 * scripts decoded, their checksums, their order.
 */
public final class PreparedRelease {
  private static final Pattern COPY_FROM_STDIN =
      Pattern.compile("\\bcopy\\b[^;]*?\\bfrom\\s+stdin\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern COPY_END =
      Pattern.compile("^[ \\t]*\\\\\\.[ \\t]*\\r?$", Pattern.MULTILINE);

  static {
    QuietFlywayLog.install();
  }

  private final ReleaseBundle bundle;
  private final List<PreparedScript> versioned;
  private final List<PreparedScript> repeatables;
  private final Map<String, PreparedScript> byPath;
  private final ReleaseResources resources;
  private final HistoryChecks histories = new HistoryChecks(this);
  private final Compensations compensations;
  private final Map<BackfillName, PreparedBackfill> backfills = new HashMap<>();
  private final Map<Seed, PreparedScript> seeds = new LinkedHashMap<>();
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();
  private final Map<String, Touching> touching = new ConcurrentHashMap<>();

  private PreparedRelease(
      ReleaseBundle bundle, List<PreparedScript> versioned, List<PreparedScript> repeatables) {
    this.bundle = bundle;
    this.versioned = List.copyOf(versioned);
    this.repeatables = List.copyOf(repeatables);
    List<PreparedScript> all = new ArrayList<>(versioned);
    all.addAll(repeatables);
    Map<String, PreparedScript> paths = new LinkedHashMap<>();
    all.forEach(script -> paths.put(script.path(), script));
    this.byPath = paths;
    this.resources = new ReleaseResources(all);
    this.compensations = new Compensations(bundle.scripts());
    for (BackfillScript script : bundle.backfills()) {
      backfills.put(script.backfill().name(), PreparedBackfill.of(script));
    }
    bundle.seeds().forEach(script -> seeds.put(script.seed(), prepare(script)));
  }

  /**
   * Prepares a bundle. One that holds what the engine does not run (a baseline script, bytes that
   * are not text in the script's encoding, COPY data without its end, a backfill of several
   * statements) is an {@link IllegalArgumentException} that names the script.
   */
  public static PreparedRelease of(ReleaseBundle bundle) {
    Map<String, String> digests = new HashMap<>();
    for (ManifestFile file : bundle.manifest().files()) {
      digests.put(file.path(), file.sha256());
    }
    for (ScriptFile script : bundle.scripts()) {
      if (script.kind() == ScriptKind.BASELINE) {
        throw unsupported(script, "V, R and U scripts", "this is a baseline script");
      }
    }
    return new PreparedRelease(
        bundle, prepare(bundle.versioned(), digests), prepare(bundle.repeatables(), digests));
  }

  private static List<PreparedScript> prepare(
      List<ScriptFile> scripts, Map<String, String> digests) {
    return scripts.stream().map(script -> prepare(script, digests.get(script.path()))).toList();
  }

  private static PreparedScript prepare(ScriptFile script, @Nullable String sha256) {
    if (sha256 == null) {
      throw unsupported(script, "every script in the manifest", "this one is not");
    }
    String text = decode(script);
    Matcher copy = COPY_FROM_STDIN.matcher(text);
    // Flyway's parser would look for the end for ever.
    if (copy.find() && !COPY_END.matcher(text).find(copy.end())) {
      throw unsupported(script, "COPY … FROM STDIN to end with a line of \\.", "there is none");
    }
    int checksum = ChecksumCalculator.calculate(new TextResource(script.path(), text));
    return new PreparedScript(
        script.path(),
        script.version(),
        script.description(),
        text,
        checksum,
        sha256,
        script.settings(),
        false);
  }

  private static PreparedScript prepare(SeedScript script) {
    return new PreparedScript(
        script.path(),
        null,
        script.seed().name(),
        script.text(),
        0,
        Seeding.sha256(script.text()),
        ScriptSettings.NONE,
        true);
  }

  private static String decode(ScriptFile script) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(script.content());
      return script.settings().charset().newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw unsupported(
          script, "text in " + script.settings().charset(), "its bytes are something else");
    }
  }

  private static IllegalArgumentException unsupported(
      ScriptFile script, String expected, String found) {
    return new IllegalArgumentException(
        "%s: expected %s but %s".formatted(script.path(), expected, found));
  }

  public ReleaseDigest digest() {
    return bundle.digest();
  }

  /** The highest version; empty when there are repeatable scripts alone. */
  public Optional<SchemaVersion> head() {
    return bundle.head();
  }

  String name() {
    return bundle.name().value();
  }

  ReleaseSettings settings() {
    return bundle.manifest().settings();
  }

  Map<String, String> placeholders() {
    return bundle.manifest().placeholders();
  }

  /** Whether the rules for scripts spare it: it came before them. */
  boolean isLegacy(PreparedScript script) {
    SchemaVersion through = bundle.manifest().legacyThrough();
    SchemaVersion version = script.version();
    return through != null && version != null && version.compareTo(through) <= 0;
  }

  /** One of the release's own; another is an {@link IllegalArgumentException}. */
  PreparedBackfill backfill(BackfillName name) {
    PreparedBackfill backfill = backfills.get(name);
    if (backfill == null) {
      throw new IllegalArgumentException(
          "expected a backfill of release %s but got %s".formatted(name(), name));
    }
    return backfill;
  }

  /** In the order in which the release names them. */
  List<BackfillName> requiredBackfills() {
    return bundle.manifest().backfills().required();
  }

  /** Those that a tenant gets, in their order; before placeholders are replaced. */
  List<PreparedScript> seedsFor(MigrationRequest request) {
    return seeds.entrySet().stream()
        .filter(seed -> seed.getKey().isFor(request.environment(), request.labels()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** By version. */
  List<PreparedScript> versioned() {
    return versioned;
  }

  /** By description. */
  List<PreparedScript> repeatables() {
    return repeatables;
  }

  Compensations compensations() {
    return compensations;
  }

  Optional<PreparedScript> script(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** What it made of the histories that it met. */
  HistoryChecks histories() {
    return histories;
  }

  /** All that may run, as Flyway reads it. */
  ReleaseResources resources() {
    return resources;
  }

  ReleaseResources resourcesWithout(Set<PreparedScript> left) {
    return left.isEmpty()
        ? resources
        : new ReleaseResources(
            byPath.values().stream().filter(script -> !left.contains(script)).toList());
  }

  /**
   * What a script is sent as; parsed once for all tenants that give its placeholders the same
   * values. An unknown placeholder is a {@code FlywayException} that names it.
   */
  ParsedScript parsed(PreparedScript script, TenantPlaceholders placeholders) {
    String text = placeholders.text(script);
    Parsed last = parsed.get(script.path());
    if (last != null && last.text().equals(text)) {
      return last.script();
    }
    ParsedScript now = ScriptParser.parse(script, text);
    parsed.put(script.path(), new Parsed(text, now));
    return now;
  }

  /**
   * A script's statements that may touch what the tenants of a database share; read once as {@link
   * #parsed} is. What cannot be read, or names an unknown placeholder, is a {@code
   * FlywayException}.
   */
  List<SharedStatement> shared(PreparedScript script, TenantPlaceholders placeholders) {
    String text = placeholders.text(script);
    Touching last = touching.get(script.path());
    if (last != null && last.text().equals(text)) {
      return last.statements();
    }
    List<SharedStatement> now = SharedStatement.of(script, text);
    touching.put(script.path(), new Touching(text, now));
    return now;
  }

  private record Touching(String text, List<SharedStatement> statements) {}

  private record Parsed(String text, ParsedScript script) {}
}
