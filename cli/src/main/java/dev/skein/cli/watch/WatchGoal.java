package dev.skein.cli.watch;

import dev.skein.cli.client.RolloutStatus;
import dev.skein.cli.shell.CommandFailedException;
import dev.skein.rollout.state.Approval;
import dev.skein.rollout.state.RolloutState;
import dev.skein.rollout.state.WaveState;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a watch waits for besides the end.
 *
 * @param state of the rollout, or of one of its waves, or {@code APPROVAL}: a wave waits for a
 *     person; null: the end alone
 * @param limit how long it is waited for; null: as long as it takes
 */
public record WatchGoal(@Nullable String state, @Nullable Duration limit) {
  static final WatchGoal END = new WatchGoal(null, null);

  private static final String APPROVAL = "APPROVAL";
  private static final Pattern LIMIT = Pattern.compile("([1-9][0-9]{0,4})([smh])");

  /**
   * As a person writes it: {@code BAKING} or {@code baking}, {@code 90s}.
   *
   * @throws CommandFailedException for a state that there is not, or another form of time
   */
  public static WatchGoal parse(@Nullable String state, @Nullable String limit) {
    return new WatchGoal(
        state == null ? null : state(state), limit == null ? null : duration(limit));
  }

  private static String state(String text) {
    Set<String> known = new LinkedHashSet<>();
    Stream.concat(Arrays.stream(RolloutState.values()), Arrays.stream(WaveState.values()))
        .forEach(value -> known.add(value.name()));
    known.add(APPROVAL);
    String state = text.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!known.contains(state)) {
      throw CommandFailedException.badInput(
          "expected --until with a state of a rollout or a wave (%s) but got \"%s\""
              .formatted(String.join(", ", known), text));
    }
    return state;
  }

  private static Duration duration(String text) {
    Matcher matcher = LIMIT.matcher(text);
    if (!matcher.matches()) {
      throw CommandFailedException.badInput(
          "expected --timeout like 90s, 10m or 2h but got \"%s\"".formatted(text));
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** Whether the state is reached. */
  boolean reached(RolloutStatus status) {
    return state != null
        && (status.state().equals(state) || status.waves().stream().anyMatch(this::reached));
  }

  private boolean reached(RolloutStatus.Wave wave) {
    return wave.state().equals(state)
        || (APPROVAL.equals(state) && Approval.AWAITED.name().equals(wave.approval()));
  }
}
