package dev.skein.contracts.command;

import dev.skein.contracts.id.ShardId;

/**
 * List the databases and schemas of a shard that look like tenants.
 *
 * @param pattern a regular expression over {@code database/schema}
 */
public record DiscoverTenants(ShardId shard, AttemptOrder order, String pattern)
    implements ShardCommand {}
