package dev.skein.release.script;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The events after which Flyway 13 names callback scripts. */
final class FlywayCallbacks {
  private static final Set<String> EVENTS =
      Set.of(
              "beforeClean",
              "afterClean",
              "afterCleanError",
              "beforeMigrate",
              "beforeEachMigrate",
              "beforeEachMigrateStatement",
              "afterEachMigrateStatement",
              "afterEachMigrateStatementError",
              "afterEachMigrate",
              "afterEachMigrateError",
              "beforeRepeatables",
              "afterVersioned",
              "afterMigrateApplied",
              "afterMigrate",
              "afterMigrateError",
              "beforeUndo",
              "beforeEachUndo",
              "beforeEachUndoStatement",
              "afterEachUndoStatement",
              "afterEachUndoStatementError",
              "afterEachUndo",
              "afterEachUndoError",
              "afterUndo",
              "afterUndoError",
              "beforeValidate",
              "afterValidate",
              "afterValidateError",
              "beforeBaseline",
              "afterBaseline",
              "afterBaselineError",
              "beforeRepair",
              "afterRepair",
              "afterRepairError",
              "beforeInfo",
              "afterInfo",
              "afterInfoError",
              "afterMigrateOperationFinish",
              "afterInfoOperationFinish",
              "afterCleanOperationFinish",
              "afterValidateOperationFinish",
              "afterUndoOperationFinish",
              "afterRepairOperationFinish",
              "afterBaselineOperationFinish",
              "afterReportGenerated",
              "createSchema",
              "beforeCreateSchema",
              "beforeConnect",
              "afterConnect")
          .stream()
          .map(event -> event.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private FlywayCallbacks() {}

  static boolean isEvent(String name) {
    return EVENTS.contains(name.toLowerCase(Locale.ROOT));
  }
}
