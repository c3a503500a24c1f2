package dev.skein.cli.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a rollout stands.
 *
 * @param state as the rules name it ({@code RUNNING}, {@code HALTED}, {@code COMPLETED})
 * @param stateSince since when it is in its state, or null
 * @param reason why it stands still, or null
 * @param currentWave the index of the wave that runs; 0 is the canary
 * @param ratePerSecond tenants ended a second, lately; null before the first
 * @param secondsLeft by what was measured, with bakes and windows; null while it is not known
 * @param waitsFor what takes a time that nobody knows, as a person's approval
 * @param clusters which failures are one failure; the largest of them
 * @param attention what a person should look at, one line each
 * @param blocked who may not be sent now, by why
 * @param fingerprints what they say; null where none was asked for yet
 * @param catchUps the newest rollouts that bring those up who joined after this one was frozen
 * @param catchesUp the rollout that this one brings joiners up with, or null
 */
public record RolloutStatus(
    String id,
    Release release,
    String state,
    @Nullable Instant stateSince,
    @Nullable String reason,
    int currentWave,
    @Nullable String targetDigest,
    int tenants,
    Counts counts,
    List<Wave> waves,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    long elapsedMillis,
    @Nullable Double ratePerSecond,
    @Nullable Double secondsLeft,
    List<String> waitsFor,
    List<Failure> newestFailures,
    List<FailureCluster> clusters,
    List<String> attention,
    List<Blocked> blocked,
    @Nullable Fingerprints fingerprints,
    List<String> catchUps,
    @Nullable String catchesUp) {
  private static final Set<String> ENDED =
      Set.of("ABORTED", "COMPLETED", "COMPLETED_WITH_EXCEPTIONS", "COMPENSATED");

  public RolloutStatus {
    id = Absent.text(id);
    release = release == null ? new Release("", "", null) : release;
    state = Absent.text(state);
    counts = counts == null ? Counts.NONE : counts;
    waves = Absent.list(waves);
    waitsFor = Absent.list(waitsFor);
    clusters = Absent.list(clusters);
    newestFailures = Absent.list(newestFailures);
    attention = Absent.list(attention);
    blocked = Absent.list(blocked);
    catchUps = Absent.list(catchUps);
  }

  /** Whether nothing more happens without a new command from a person. */
  public boolean ended() {
    return ENDED.contains(state);
  }

  /** Whether the rules stopped it; started attempts may still run on. */
  public boolean halted() {
    return state.equals("HALTED");
  }

  public Duration elapsed() {
    return Duration.ofMillis(elapsedMillis);
  }

  /**
   * Tenants by what their fingerprints say.
   *
   * @param departed those that left their cohort during the rollout
   * @param older those that were odd before it
   */
  public record Fingerprints(int taken, int missing, int departed, int older) {}

  /** The release by its identity and name. */
  public record Release(String digest, String name, @Nullable String head) {}

  /**
   * Tenants by where they stand; each tenant counts once.
   *
   * @param waiting for another attempt
   * @param alreadyCurrent ended well without anything to do
   * @param excepted skipped, quarantined or cancelled
   * @param blocked kept by a window, a freeze or a pin
   */
  public record Counts(
      int queued,
      int waiting,
      int inFlight,
      int succeeded,
      int alreadyCurrent,
      int failed,
      int excepted,
      int blocked) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Those that stand at the release. */
    public int well() {
      return succeeded + alreadyCurrent;
    }

    /** Those that came to an end of any kind. */
    public int done() {
      return well() + failed + excepted;
    }
  }

  /**
   * One wave; index 0 is the canary.
   *
   * @param approval whether a person must let it start ({@code AWAITED}: that alone is missing)
   * @param bakesUntil when the watching after its last tenant is over; null before it began
   */
  public record Wave(
      int index,
      String state,
      int tenants,
      Counts counts,
      @Nullable String approval,
      @Nullable Instant bakesUntil,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    public Wave {
      state = Absent.text(state);
      counts = counts == null ? Counts.NONE : counts;
    }

    /** {@code canary}, {@code wave 1}. */
    public String name() {
      return index == 0 ? "canary" : "wave " + index;
    }
  }

  /**
   * Tenants that may not be sent now, and alike why.
   *
   * @param until when the first of them is looked at again; null when only a person lets them go
   */
  public record Blocked(
      String by, String why, int tenants, @Nullable Instant until, List<String> sample) {
    public Blocked {
      by = Absent.text(by);
      why = Absent.text(why);
      sample = Absent.list(sample);
    }
  }

  /** One tenant that failed lately. */
  public record Failure(
      String tenant,
      String shard,
      String kind,
      @Nullable String sqlState,
      @Nullable String script,
      @Nullable Integer line,
      @Nullable String message,
      @Nullable Instant at) {}
}
