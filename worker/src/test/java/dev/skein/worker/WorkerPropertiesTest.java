package dev.skein.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skein.contracts.command.TenantTarget;
import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerPropertiesTest {
  private static final String URL = "jdbc:postgresql://db.internal:5432/postgres";

  private static ShardProperties shard(
      String id, String url, @Nullable String password, @Nullable Path file, int concurrency) {
    return new ShardProperties(id, url, "skein", password, file, concurrency, null, null, null);
  }

  private static WorkerProperties worker(List<ShardProperties> shards) {
    return new WorkerProperties(
        "w1",
        "k:1",
        URI.create("http://c"),
        "t",
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        shards);
  }

  @Test
  void nothingThatItPrintsHoldsAUrlOrASecret() {
    ShardProperties shard = shard("eu-1", URL, "pass-word-1", null, 4);

    assertThat(shard.toString() + worker(List.of(shard)))
        .contains("eu-1")
        .doesNotContain("pass-word-1", "db.internal");
  }

  @Test
  void aShardNeedsOnePasswordAndNotTwo() {
    assertThatThrownBy(() -> shard("eu-1", URL, null, null, 4)).hasMessageContaining("eu-1");
    assertThatThrownBy(() -> shard("eu-1", URL, "p", Path.of("f"), 4))
        .hasMessageContaining("one of password and password-file");
  }

  @Test
  void aBadUrlIsKnownAtTheStartAndNotShown() {
    assertThatThrownBy(() -> shard("eu-1", "jdbc:mysql://db.internal/x", "p", null, 4))
        .hasMessageContaining("expected a server URL")
        .message()
        .doesNotContain("db.internal");
    assertThatThrownBy(() -> shard("eu-1", URL + "?user=a&password=b", "p", null, 4))
        .hasMessageContaining("without user and password");
  }

  @Test
  void aShardTwiceNoShardAndNoConcurrencyAreRefused() {
    ShardProperties shard = shard("eu-1", URL, "p", null, 4);
    assertThatThrownBy(() -> worker(List.of(shard, shard))).hasMessageContaining("each shard once");
    assertThatThrownBy(() -> worker(List.of())).hasMessageContaining("at least one shard");
    assertThatThrownBy(() -> shard("eu-1", URL, "p", null, 0))
        .hasMessageContaining("from 1 to 1000 for shard eu-1 but got 0");
  }

  @Test
  void aLoginATenantHasItsNameAndItsPasswordFile() {
    ShardProperties shard =
        new ShardProperties(
            "eu-1",
            URL,
            "skein_{tenant}",
            null,
            Path.of("/run/secrets/{tenant}"),
            4,
            null,
            null,
            null);

    assertThat(shard.address(target("acme")).username()).isEqualTo("skein_acme");
    assertThatThrownBy(() -> shard.address(target("a".repeat(60))))
        .hasMessage("expected a username of 1 to 63 bytes but got 66");
    assertThatThrownBy(
            () ->
                new ShardProperties(
                    "eu-1", URL, "skein_{tenant}", null, Path.of("/run/one"), 4, null, null, null))
        .hasMessageContaining("expected a password-file with {tenant} for shard eu-1");
    assertThatThrownBy(
            () ->
                new ShardProperties("eu-1", URL, "skein_{tenant}", "p", null, 4, null, null, null))
        .hasMessageContaining("expected a password-file with {tenant} for shard eu-1");
  }

  @Test
  void aReplicaLagIsAbove0OrNotThere() {
    ShardProperties plain = shard("eu-1", URL, "p", null, 4);
    assertThat(plain.replicaLag()).isNull();
    assertThatThrownBy(
            () ->
                new ShardProperties("eu-1", URL, "skein", "p", null, 4, null, null, Duration.ZERO))
        .hasMessage("expected a replica-lag above 0 for shard eu-1 but got PT0S");
  }

  private static TenantTarget target(String tenant) {
    return new TenantTarget(new TenantId(tenant), new ShardId("eu-1"), tenant, "public", Map.of());
  }

  @Test
  void aShareForBackfillsHasUsualNumbersAndBounds() {
    assertThat(new BackfillShare(null, null).atOnce()).isEqualTo(2);
    assertThat(new BackfillShare(null, null).rows()).isEqualTo(5000);
    assertThat(new BackfillShare(100, 1L).atOnce()).isEqualTo(100);
    assertThatThrownBy(() -> new BackfillShare(0, null))
        .hasMessage("expected backfills.tenants from 1 to 100 but got 0");
    assertThatThrownBy(() -> new BackfillShare(101, null)).hasMessageContaining("but got 101");
    assertThatThrownBy(() -> new BackfillShare(null, 0L))
        .hasMessage("expected backfills.rows-per-second from 1 but got 0");
  }
}
