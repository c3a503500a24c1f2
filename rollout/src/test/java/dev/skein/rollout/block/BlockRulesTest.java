package dev.skein.rollout.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.state.Blocker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockRulesTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T12:00:00Z");
  private static final Instant LATER = MONDAY.plusSeconds(3600);
  private static final SchemaVersion SEVEN = new SchemaVersion("7");

  private static Blockable tenant(@Nullable SchemaVersion pin, String... windows) {
    return new Blockable(
        new TenantId("acme"),
        new ShardId("eu-1"),
        Map.of("tier", "gold"),
        Stream.of(windows).map(Window::parse).toList(),
        pin);
  }

  private static Freeze freeze(FreezeScope scope, @Nullable Instant until) {
    return new Freeze(scope, "year's end", until);
  }

  private static List<Block> judge(Blockable tenant, Freeze... freezes) {
    return BlockRules.judge(tenant, SEVEN, List.of(freezes), MONDAY).stream().toList();
  }

  @Test
  void letsGoWhoHasNothingAgainstIt() {
    assertThat(judge(tenant(null))).isEmpty();
    assertThat(judge(tenant(null, "Mo 12:00-13:00 UTC"))).isEmpty();
  }

  @Test
  void keepsWhoIsPinnedBelowTheRelease() {
    assertThat(judge(tenant(new SchemaVersion("6.9"))))
        .containsExactly(new Block(Blocker.PIN, null, "pinned at version 6.9"));
    assertThat(judge(tenant(SEVEN))).isEmpty();
    assertThat(BlockRules.judge(tenant(SEVEN), null, List.of(), MONDAY)).isEmpty();
  }

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of(new FreezeScope.Fleet(), true),
        Arguments.of(new FreezeScope.OfShard(new ShardId("eu-1")), true),
        Arguments.of(new FreezeScope.OfShard(new ShardId("eu-2")), false),
        Arguments.of(new FreezeScope.OfLabel("tier", "gold"), true),
        Arguments.of(new FreezeScope.OfLabel("tier", "free"), false),
        Arguments.of(new FreezeScope.OfLabel("region", "gold"), false),
        Arguments.of(new FreezeScope.OfTenant(new TenantId("acme")), true),
        Arguments.of(new FreezeScope.OfTenant(new TenantId("acm")), false));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void keepsWhoIsFrozen(FreezeScope scope, boolean frozen) {
    List<Block> blocks = judge(tenant(null), freeze(scope, LATER));
    assertThat(blocks)
        .isEqualTo(
            frozen
                ? List.of(new Block(Blocker.FREEZE, LATER, scope + " is frozen: year's end"))
                : List.of());
  }

  @Test
  void forgetsAFreezeAtItsEnd() {
    FreezeScope fleet = new FreezeScope.Fleet();
    assertThat(judge(tenant(null), freeze(fleet, MONDAY))).isEmpty();
    assertThat(judge(tenant(null), freeze(fleet, MONDAY.plusNanos(1)))).hasSize(1);
  }

  @Test
  void namesTheFreezeThatEndsLast() {
    FreezeScope fleet = new FreezeScope.Fleet();
    assertThat(judge(tenant(null), freeze(fleet, LATER), freeze(fleet, LATER.plusSeconds(1))))
        .extracting(Block::until)
        .containsExactly(LATER.plusSeconds(1));
    assertThat(judge(tenant(null), freeze(fleet, null), freeze(fleet, LATER)).getFirst().until())
        .isNull();
  }

  @Test
  void waitsForTheFirstOfItsWindows() {
    assertThat(judge(tenant(null, "Tu 01:00-02:00 UTC", "Mo 22:00-23:00 UTC")))
        .containsExactly(
            new Block(
                Blocker.WINDOW,
                Instant.parse("2026-01-05T22:00:00Z"),
                "outside its window Mo 22:00-23:00 UTC"));
  }

  @Test
  void tellsThePinBeforeTheFreezeAndTheFreezeBeforeTheWindow() {
    Blockable closed = tenant(null, "Tu 01:00-02:00 UTC");
    assertThat(judge(closed, freeze(new FreezeScope.Fleet(), LATER)).getFirst().by())
        .isEqualTo(Blocker.FREEZE);
    Blockable pinned = tenant(new SchemaVersion("1"), "Tu 01:00-02:00 UTC");
    assertThat(judge(pinned, freeze(new FreezeScope.Fleet(), LATER)).getFirst().by())
        .isEqualTo(Blocker.PIN);
  }
}
