package dev.skein.contracts.codec;

import dev.skein.contracts.Message;
import dev.skein.contracts.command.AdoptTenant;
import dev.skein.contracts.command.BackfillTenant;
import dev.skein.contracts.command.BaselineTenant;
import dev.skein.contracts.command.DiscoverTenants;
import dev.skein.contracts.command.InspectTenant;
import dev.skein.contracts.command.MigrateTenant;
import dev.skein.contracts.command.PlanTenant;
import dev.skein.contracts.command.ProvisionTenant;
import dev.skein.contracts.command.RehearseTenant;
import dev.skein.contracts.event.MigrationReleasePublished;
import dev.skein.contracts.event.RolloutControlled;
import dev.skein.contracts.event.TenantStateChanged;
import dev.skein.contracts.event.WorkerHeartbeat;
import dev.skein.contracts.report.CommandAnswered;
import dev.skein.contracts.report.MigrationAccepted;
import dev.skein.contracts.report.MigrationProgressed;
import dev.skein.contracts.report.MigrationStarted;
import dev.skein.contracts.report.TenantMigrationResult;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every kind of message, with its name in the CloudEvents {@code type} attribute ({@code
 * dev.skein.migrate-tenant.v1}) and in its schema's file ({@code migrate-tenant.v1.json}).
 */
public enum MessageType {
  RELEASE_PUBLISHED("release-published", MigrationReleasePublished.class),
  MIGRATE_TENANT("migrate-tenant", MigrateTenant.class),
  PLAN_TENANT("plan-tenant", PlanTenant.class),
  BASELINE_TENANT("baseline-tenant", BaselineTenant.class),
  ADOPT_TENANT("adopt-tenant", AdoptTenant.class),
  INSPECT_TENANT("inspect-tenant", InspectTenant.class),
  PROVISION_TENANT("provision-tenant", ProvisionTenant.class),
  REHEARSE_TENANT("rehearse-tenant", RehearseTenant.class),
  BACKFILL_TENANT("backfill-tenant", BackfillTenant.class),
  DISCOVER_TENANTS("discover-tenants", DiscoverTenants.class),
  MIGRATION_ACCEPTED("migration-accepted", MigrationAccepted.class),
  MIGRATION_STARTED("migration-started", MigrationStarted.class),
  MIGRATION_PROGRESSED("migration-progressed", MigrationProgressed.class),
  MIGRATION_RESULT("migration-result", TenantMigrationResult.class),
  COMMAND_ANSWERED("command-answered", CommandAnswered.class),
  WORKER_HEARTBEAT("worker-heartbeat", WorkerHeartbeat.class),
  ROLLOUT_CONTROLLED("rollout-controlled", RolloutControlled.class),
  TENANT_STATE_CHANGED("tenant-state-changed", TenantStateChanged.class);

  static final String PREFIX = "dev.skein.";
  static final int MAJOR = 1;

  private final String slug;
  private final Class<? extends Message> type;

  MessageType(String slug, Class<? extends Message> type) {
    this.slug = slug;
    this.type = type;
  }

  /** The value of the CloudEvents {@code type} attribute. */
  public String eventType() {
    return PREFIX + slug + ".v" + MAJOR;
  }

  /** The JSON Schema of the value, as a class path resource. */
  public String schemaResource() {
    return "/dev/skein/schemas/" + slug + ".v" + MAJOR + ".json";
  }

  /** The record that the value decodes to. */
  public Class<? extends Message> messageClass() {
    return type;
  }

  /** The name without prefix and version. */
  public String slug() {
    return slug;
  }

  static Optional<MessageType> ofSlug(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
  }

  /** The kind of a message; every message has one. */
  public static MessageType of(Message message) {
    return Arrays.stream(values())
        .filter(type -> type.type.isInstance(message))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type for " + message.getClass()));
  }
}
