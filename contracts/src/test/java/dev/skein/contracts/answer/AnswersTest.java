package dev.skein.contracts.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skein.contracts.catalog.Catalog;
import dev.skein.contracts.catalog.Fingerprint;
import dev.skein.contracts.codec.MessageCodec;
import dev.skein.contracts.id.BackfillName;
import dev.skein.contracts.id.SchemaVersion;
import dev.skein.contracts.report.RejectionReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Answers as they cross Kafka inside a message. */
class AnswersTest {
  private static final JsonMapper JSON = MessageCodec.jsonMapper();

  private static <T> void reads(Class<T> type, String json, T answer) {
    assertThat(JSON.readValue(json, type)).isEqualTo(answer);
    assertThat(JSON.readTree(JSON.writeValueAsString(answer))).isEqualTo(JSON.readTree(json));
  }

  @Test
  void aPlan() {
    reads(
        TenantPlan.class,
        """
        {"serverMajor":18,"version":"4","pending":[
          {"path":"V5__a.sql","version":"5","run":"transaction"},
          {"path":"R__v.sql","run":"flyway"}],
         "refusals":[{"reason":"tenant-ahead","message":"expected"}],
         "unknown":[{"rank":3,"version":"3","description":"gone","type":"SQL",
           "script":"V3__gone.sql","checksum":-7,"success":true}]}
        """,
        new TenantPlan(
            18,
            new SchemaVersion("4"),
            List.of(
                new PlannedScript("V5__a.sql", new SchemaVersion("5"), ScriptRun.TRANSACTION),
                new PlannedScript("R__v.sql", null, ScriptRun.FLYWAY)),
            List.of(new Refusal(RejectionReason.TENANT_AHEAD, "expected")),
            List.of(new HistoryEntry(3, "3", "gone", "SQL", "V3__gone.sql", -7, true))));
  }

  @Test
  void aRehearsal() {
    reads(
        TenantRehearsal.class,
        """
        {"serverMajor":14,"refusals":[],"scripts":[
          {"path":"V5__a.sql","version":"5","result":"ran","tookMillis":12,
           "locks":[{"relation":"users","kind":"table","mode":"ACCESS EXCLUSIVE",
             "keepsReadersOut":true}],
           "rewrites":[{"table":"users","bytes":8192}]},
          {"path":"V6__b.sql","version":"6","result":"failed","tookMillis":1,"locks":[],
           "rewrites":[],"sqlState":"23514","line":2,"message":"violated"}]}
        """,
        new TenantRehearsal(
            14,
            null,
            List.of(),
            List.of(
                new RehearsedScript(
                    "V5__a.sql",
                    new SchemaVersion("5"),
                    RehearsalResult.RAN,
                    12,
                    List.of(new LockTaken("users", "table", "ACCESS EXCLUSIVE")),
                    List.of(new Rewrite("users", 8192)),
                    null,
                    null,
                    null),
                new RehearsedScript(
                    "V6__b.sql",
                    new SchemaVersion("6"),
                    RehearsalResult.FAILED,
                    1,
                    List.of(),
                    List.of(),
                    "23514",
                    2,
                    "violated"))));
  }

  @Test
  void anInspectionWithoutWhatWasNotAsked() {
    reads(
        TenantInspection.class,
        "{\"serverMajor\":18,\"server\":\"18.6\",\"objects\":0}",
        new TenantInspection(18, "18.6", null, null, 0, null, null));
  }

  @Test
  void aBaseline() {
    reads(
        TenantBaseline.class,
        """
        {"serverMajor":18,"version":"4","result":"already"}
        """,
        new TenantBaseline(18, new SchemaVersion("4"), BaselineResult.ALREADY, null, null, null));
    reads(
        TenantBaseline.class,
        """
        {"serverMajor":18,"result":"refused",
         "fingerprint":"1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0",
         "refusal":{"reason":"fingerprint-mismatch","message":"expected"},
         "catalog":{"serverMajor":18,"objects":[]}}
        """,
        new TenantBaseline(
            18,
            null,
            BaselineResult.REFUSED,
            Fingerprint.parse("1:18:1eaa5ec56d7cd7d35ff451ec77f4e6a0"),
            new Refusal(RejectionReason.FINGERPRINT_MISMATCH, "expected"),
            new Catalog(18, List.of())));
  }

  @Test
  void aBackfill() {
    reads(
        TenantBackfill.class,
        """
        {"name":"orders-plan","done":false,"batches":12,"rows":48211}
        """,
        new TenantBackfill(new BackfillName("orders-plan"), false, 12, 48211));
  }
}
