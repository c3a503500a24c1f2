package dev.skein.coordinator.fingerprints;

import dev.skein.contracts.id.RolloutId;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.rollout.cohort.Departure;
import dev.skein.rollout.cohort.Departures;
import dev.skein.rollout.cohort.Passage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps what is read of a rollout's tenants, and shows what it says. */
@Component
public class Findings {
  private static final int SAMPLE = 5;

  /** Groups that a status shows. */
  private static final int GROUPS = 20;

  private final PassageRows rows;

  Findings(PassageRows rows) {
    this.rows = rows;
  }

  /**
   * All that was read in a rollout so far.
   *
   * @param missing tenants that came through and could not be read
   */
  public record Seen(Departures departures, int missing) {}

  /** Whoever came through counts once; under the rollout's lock. */
  public Seen note(RolloutId rollout, Collection<Taken> taken) {
    rows.note(rollout, taken);
    return new Seen(Departures.of(rows.passages(rollout.value())), rows.missing(rollout.value()));
  }

  /** Empty where no tenant was asked yet. */
  public Optional<Fingerprints> of(String rollout) {
    List<Passage> passages = rows.passages(rollout);
    int missing = rows.missing(rollout);
    if (passages.isEmpty() && missing == 0) {
      return Optional.empty();
    }
    Departures departures = Departures.of(passages);
    return Optional.of(
        new Fingerprints(
            passages.stream().mapToInt(Passage::tenants).sum(),
            missing,
            departures.tenants(),
            departures.older().stream().mapToInt(Passage::tenants).sum(),
            departures.departed().stream()
                .limit(GROUPS)
                .map(departure -> departed(rollout, departure))
                .toList(),
            departures.older().stream().limit(GROUPS).map(one -> older(rollout, one)).toList()));
  }

  private Fingerprints.Departed departed(String rollout, Departure departure) {
    Passage passage = departure.passage();
    Passage like = departure.like();
    return new Fingerprints.Departed(
        passage.tenants(),
        rows.tenants(rollout, passage, SAMPLE),
        text(passage.from()),
        text(passage.to()),
        like == null ? null : like.first());
  }

  private Fingerprints.Older older(String rollout, Passage passage) {
    return new Fingerprints.Older(
        passage.tenants(), rows.tenants(rollout, passage, SAMPLE), text(passage.from()));
  }

  private static @Nullable String text(@Nullable SchemaVersion version) {
    return version == null ? null : version.value();
  }
}
