package dev.skein.rollout.block;

import dev.skein.contracts.id.ShardId;
import dev.skein.contracts.id.TenantId;

/** Who is frozen. */
public sealed interface FreezeScope {
  boolean covers(Blockable tenant);

  /** Everybody. */
  record Fleet() implements FreezeScope {
    @Override
    public boolean covers(Blockable tenant) {
      return true;
    }

    @Override
    public String toString() {
      return "the fleet";
    }
  }

  /** Everybody on a shard. */
  record OfShard(ShardId shard) implements FreezeScope {
    @Override
    public boolean covers(Blockable tenant) {
      return tenant.shard().equals(shard);
    }

    @Override
    public String toString() {
      return "shard " + shard;
    }
  }

  /** Everybody with a label. */
  record OfLabel(String label, String value) implements FreezeScope {
    @Override
    public boolean covers(Blockable tenant) {
      return value.equals(tenant.labels().get(label));
    }

    @Override
    public String toString() {
      return "label " + label + "=" + value;
    }
  }

  /** One tenant. */
  record OfTenant(TenantId tenant) implements FreezeScope {
    @Override
    public boolean covers(Blockable other) {
      return other.tenant().equals(tenant);
    }

    @Override
    public String toString() {
      return "tenant " + tenant;
    }
  }
}
