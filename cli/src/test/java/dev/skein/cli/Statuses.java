package dev.skein.cli;

/** A rollout's status as the coordinator sends it. */
final class Statuses {
  static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private Statuses() {}

  static String counts(int queued, int inFlight, int succeeded, int current, int failed) {
    return """
    {"queued":%d,"waiting":0,"inFlight":%d,"succeeded":%d,"alreadyCurrent":%d,"failed":%d,\
    "excepted":0}\
    """
        .formatted(queued, inFlight, succeeded, current, failed);
  }

  /** 60 tenants, 6 of them in the canary; {@code done} of the others succeeded. */
  static String json(String state, String reason, String counts, String failures) {
    return """
    {"id":"r7-kqzt","release":{"digest":"%s","name":"2026.11.3","head":"7"},"state":"%s",\
    "reason":%s,"currentWave":1,"targetDigest":"sha256:t","tenants":60,"counts":%s,\
    "waves":[{"index":0,"state":"PASSED","tenants":6,"counts":%s},\
    {"index":1,"state":"%s","tenants":54,"counts":%s}],\
    "startedAt":"2026-11-21T12:00:00Z","elapsedMillis":4210,"ratePerSecond":14.2,\
    "secondsLeft":3,"newestFailures":%s,"attention":[],"unheardOf":1}\
    """
        .formatted(
            DIGEST,
            state,
            reason.isEmpty() ? "null" : "\"" + reason + "\"",
            counts,
            counts(0, 0, 6, 0, 0),
            state.equals("RUNNING") ? "RUNNING" : "PASSED",
            counts,
            failures);
  }

  static String running() {
    return json("RUNNING", "", counts(40, 8, 12, 0, 0), "[]");
  }

  static String completed() {
    return json("COMPLETED", "", counts(0, 0, 58, 2, 0), "[]");
  }

  static String failed(String state, String reason) {
    return json(state, reason, counts(0, 0, 57, 0, 3), "[" + failure() + "]");
  }

  private static String failure() {
    return """
    {"tenant":"t-0012","shard":"eu-1","kind":"failure","sqlState":"23505",\
    "script":"V7__unique.sql","line":12,"message":"duplicate key\\u001b[2J value",\
    "at":"2026-11-21T12:00:03Z"}\
    """;
  }

  static String event(String kind, String json) {
    return "event: " + kind + "\ndata: " + json + "\n\n";
  }
}
