package dev.skein.coordinator.blocks;

import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.block.FreezeScope;

/** A freeze's scope as text: {@code fleet}, {@code shard:eu-1}, {@code label:tier=gold}. */
final class FreezeScopes {
  private FreezeScopes() {}

  static FreezeScope parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? of(text, "", text)
        : of(text.substring(0, colon), text.substring(colon + 1), text);
  }

  /** As it is stored. */
  static FreezeScope of(String scope, String subject) {
    return of(scope, subject, scope + ":" + subject);
  }

  private static FreezeScope of(String scope, String subject, String whole) {
    int equals = subject.indexOf('=');
    if (scope.equals("fleet") && subject.isEmpty()) {
      return new FreezeScope.Fleet();
    }
    if (scope.equals("label") && equals > 0) {
      return new FreezeScope.OfLabel(subject.substring(0, equals), subject.substring(equals + 1));
    }
    return switch (scope) {
      case "shard" -> new FreezeScope.OfShard(new ShardId(subject));
      case "tenant" -> new FreezeScope.OfTenant(new TenantId(subject));
      default ->
          throw RefusedException.invalid(
              "expected fleet, shard:ID, label:NAME=VALUE or tenant:ID but got \"%s\""
                  .formatted(whole));
    };
  }

  static String scope(FreezeScope scope) {
    return switch (scope) {
      case FreezeScope.Fleet _ -> "fleet";
      case FreezeScope.OfShard _ -> "shard";
      case FreezeScope.OfLabel _ -> "label";
      case FreezeScope.OfTenant _ -> "tenant";
    };
  }

  static String subject(FreezeScope scope) {
    return switch (scope) {
      case FreezeScope.Fleet _ -> "";
      case FreezeScope.OfShard(ShardId shard) -> shard.value();
      case FreezeScope.OfLabel(String label, String value) -> label + "=" + value;
      case FreezeScope.OfTenant(TenantId tenant) -> tenant.value();
    };
  }
}
