package dev.skein.coordinator.blocks;

import dev.skein.coordinator.audit.Act;
import dev.skein.coordinator.audit.Audit;
import dev.skein.coordinator.web.RefusedException;
import dev.skein.rollout.block.FreezeScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The freezes in the store. From the answer on, nothing more is sent where one holds. */
@Component
public class Freezes {
  private static final String STANDING =
      "lifted_at is null and (ends_at is null or ends_at > now())";

  private final JdbcClient jdbc;
  private final BlockedTenants blocked;
  private final Audit audit;

  Freezes(JdbcClient jdbc, BlockedTenants blocked, Audit audit) {
    this.jdbc = jdbc;
    this.blocked = blocked;
    this.audit = audit;
  }

  /**
   * @param until after now, or null until a person lifts it
   */
  @Transactional
  FreezeView add(FreezeScope scope, @Nullable Instant until, Act act) {
    if (act.reason().isBlank()) {
      throw RefusedException.invalid("expected a reason for a freeze but got none");
    }
    if (until != null && !until.isAfter(Instant.now())) {
      throw RefusedException.invalid("expected an end in the future but got " + until);
    }
    checkKnown(scope);
    blocked.lockRollouts();
    FreezeView made =
        jdbc.sql(
                """
                insert into fleet_freeze (scope, subject, reason, ends_at, made_by)
                values (:scope, :subject, :reason, :until, :who) returning *
                """)
            .param("scope", FreezeScopes.scope(scope))
            .param("subject", FreezeScopes.subject(scope))
            .param("reason", act.reason())
            .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
            .param("who", act.who())
            .query((row, _) -> view(row))
            .single();
    audit.done(act.of("freeze " + made.id()), "done: " + made.sentence());
    return made;
  }

  private void checkKnown(FreezeScope scope) {
    String table =
        switch (scope) {
          case FreezeScope.OfShard _ -> "shard";
          case FreezeScope.OfTenant _ -> "tenant";
          case FreezeScope.Fleet _, FreezeScope.OfLabel _ -> "";
        };
    String subject = FreezeScopes.subject(scope);
    if (!table.isEmpty()
        && jdbc.sql("select 1 from " + table + " where id = :id")
            .param("id", subject)
            .query(Integer.class)
            .optional()
            .isEmpty()) {
      throw RefusedException.missing(
          "expected a known %s but got \"%s\"".formatted(table, subject));
    }
  }

  /** Again: nothing changes. */
  @Transactional
  FreezeView lift(String id, Act act) {
    blocked.lockRollouts();
    FreezeView known =
        find(id)
            .orElseThrow(
                () -> RefusedException.missing("expected a known freeze but got \"" + id + "\""));
    if (known.liftedAt() != null) {
      audit.done(act, "nothing was left to do");
      return known;
    }
    jdbc.sql("update fleet_freeze set lifted_at = now(), lifted_by = :who where number = :number")
        .param("who", act.who())
        .param("number", number(id))
        .update();
    blocked.lookAgain(known.frozen());
    audit.done(act, "done: lifted");
    return find(id).orElse(known);
  }

  private Optional<FreezeView> find(String id) {
    return jdbc.sql("select * from fleet_freeze where number = :number")
        .param("number", number(id))
        .query((row, _) -> view(row))
        .optional();
  }

  private static long number(String id) {
    try {
      return id.startsWith("f") ? Long.parseLong(id.substring(1)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Those that hold now, the oldest first. */
  public List<FreezeView> standing() {
    return jdbc.sql("select * from fleet_freeze where " + STANDING + " order by number")
        .query((row, _) -> view(row))
        .list();
  }

  /** Those that are over too, the newest first. */
  List<FreezeView> all(int limit) {
    return jdbc.sql("select * from fleet_freeze order by number desc limit :limit")
        .param("limit", limit)
        .query((row, _) -> view(row))
        .list();
  }

  private static FreezeView view(ResultSet row) throws SQLException {
    return new FreezeView(
        "f" + row.getLong("number"),
        row.getString("scope"),
        row.getString("subject"),
        row.getString("reason"),
        instant(row, "ends_at"),
        row.getString("made_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("lifted_by"),
        instant(row, "lifted_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
