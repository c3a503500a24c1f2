package dev.skein.cli.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The coordinator's API. Fields of an answer that are not known here are passed over. Every method
 * throws {@link CoordinatorRefusedException} when the coordinator says no and {@link
 * CoordinatorUnreachableException} when there is no usable answer. Thread-safe.
 */
public final class CoordinatorClient {
  /** The most items that one page holds. */
  public static final int PAGE = 1000;

  private final CoordinatorHttp http;

  /**
   * @param url where the coordinator listens, without {@code /api}
   * @throws IllegalArgumentException for an address or a token of the wrong form
   */
  public CoordinatorClient(URI url, String token) {
    this.http = new CoordinatorHttp(url, token);
  }

  /** The coordinator's address, for messages. */
  public String address() {
    return http.address();
  }

  /** Stores a release; the same one again is fine. */
  public PublishAnswer publish(byte[] archive) {
    CoordinatorHttp.Answer answer = http.post("/releases", "application/zip", archive);
    return new PublishAnswer(answer.status() == 201, http.as(answer.body(), ReleaseInfo.class));
  }

  /** A release by its digest or name. */
  public ReleaseInfo release(String digestOrName) {
    return http.get(Query.path("releases", digestOrName), ReleaseInfo.class);
  }

  public Page<ReleaseInfo> releases(@Nullable String after, int limit) {
    return page("/releases", new Query(), after, limit).of(ReleaseInfo.class);
  }

  public List<ShardInfo> shards() {
    return items("/shards", ShardInfo.class);
  }

  /**
   * Creates and updates tenants from a file, all or none.
   *
   * @param contentType text/csv, application/yaml or application/json
   */
  public ImportAnswer importTenants(String contentType, byte[] file, boolean dryRun) {
    CoordinatorHttp.Answer answer =
        http.post("/tenants/import?dryRun=" + dryRun, contentType, file);
    return http.as(answer.body(), ImportAnswer.class);
  }

  /**
   * @param shard only tenants there, or null
   * @param labels only tenants with all of these
   */
  public Page<TenantInfo> tenants(
      @Nullable String shard, Map<String, String> labels, @Nullable String after, int limit) {
    return page("/tenants", new Query().with("shard", shard).labels(labels), after, limit)
        .of(TenantInfo.class);
  }

  public TenantInfo tenant(String id) {
    return http.get(Query.path("tenants", id), TenantInfo.class);
  }

  /** A tenant's attempts. */
  public List<TimelineEntry> timeline(String tenant) {
    return items(Query.path("tenants", tenant, "timeline"), TimelineEntry.class);
  }

  /**
   * Starts a rollout and gives its id. A refusal with status 409 carries the live rollout that
   * holds a tenant in its member {@code rollout}.
   */
  public String startRollout(RolloutRequest request) {
    return http.post("/rollouts", request).path("id").asString();
  }

  /** Newest first. */
  public Page<RolloutStatus> rollouts(@Nullable String after, int limit) {
    return page("/rollouts", new Query(), after, limit).of(RolloutStatus.class);
  }

  /**
   * @param id a rollout's, or {@code latest}
   */
  public RolloutStatus rollout(String id) {
    return http.get(Query.path("rollouts", id), RolloutStatus.class);
  }

  /** The status from now on, whenever it changes. Close it. */
  public StatusEvents events(String rollout) {
    return new StatusEvents(
        http.events(Query.path("rollouts", rollout, "events")),
        json -> http.parse(json, RolloutStatus.class));
  }

  public List<ShardProgress> rolloutShards(String rollout) {
    return items(Query.path("rollouts", rollout, "shards"), ShardProgress.class);
  }

  /** Which failures are one failure; the largest first. */
  public List<FailureCluster> failures(String rollout) {
    return items(Query.path("rollouts", rollout, "failures"), FailureCluster.class);
  }

  /** Where the fleet stands. */
  public FleetStatus fleet() {
    return http.get(Query.path("fleet"), FleetStatus.class);
  }

  /** Tenants below the newest release that was completed, by id. */
  public Page<FleetStatus.Tenant> lateTenants(@Nullable String after, int limit) {
    return page(Query.path("fleet", "late"), new Query(), after, limit)
        .of(FleetStatus.Tenant.class);
  }

  /** What became of a tenant in every rollout and baseline; the newest first. */
  public List<HistoryEntry> history(String tenant) {
    return items(Query.path("tenants", tenant, "history"), HistoryEntry.class);
  }

  /**
   * @param state only tenants in it, or null
   * @param shard only tenants there, or null
   */
  public Page<TenantProgress> rolloutTenants(
      String rollout,
      @Nullable String state,
      @Nullable String shard,
      @Nullable String after,
      int limit) {
    Query query = new Query().with("state", state).with("shard", shard);
    return page(Query.path("rollouts", rollout, "tenants"), query, after, limit)
        .of(TenantProgress.class);
  }

  /**
   * Asks something of a rollout.
   *
   * @param verb as in {@code pause}
   * @param said what goes with it
   * @return how many tenants it was about; 0 for verbs about the whole
   */
  public int verb(String rollout, String verb, Map<String, Object> said) {
    return http.post(Query.path("rollouts", rollout, verb), said).path("tenants").asInt(0);
  }

  /**
   * Tries failed tenants again and says how many.
   *
   * @param tenants only these, or empty for all that failed
   */
  public int retry(String rollout, List<String> tenants) {
    return verb(rollout, "retry", Map.of("tenants", tenants));
  }

  public void abort(String rollout, String reason) {
    verb(rollout, "abort", Map.of("reason", reason));
  }

  /** Takes a rollout back, or says what that would do. The same again is the same one. */
  public RollbackAnswer rollBack(String rollout, RollbackOrder order) {
    return http.as(
        http.post(Query.path("rollouts", rollout, "rollback"), order), RollbackAnswer.class);
  }

  /** How far it is taken back. */
  public RollbackAnswer rollback(String rollout) {
    return http.get(Query.path("rollouts", rollout, "rollback"), RollbackAnswer.class);
  }

  /** A release's archive, unchecked. */
  public byte[] bundle(String digest) {
    return http.bytes(Query.path("releases", digest, "bundle"));
  }

  /** What a start would do, as the coordinator sent it. */
  public JsonNode plan(RolloutRequest request) {
    return http.post("/rollouts/plan", request);
  }

  /** Asks tenants something; what they say comes later. */
  public SurveyStatus startSurvey(SurveyRequest request) {
    return http.as(http.post("/surveys", request), SurveyStatus.class);
  }

  /** Takes tenants on at a version; what they say comes later, as a survey's. */
  public SurveyStatus startBaseline(BaselineOrder order) {
    return http.as(http.post("/baselines", order), SurveyStatus.class);
  }

  public SurveyStatus survey(String id) {
    return http.get(Query.path("surveys", id), SurveyStatus.class);
  }

  /** What tenants said, by tenant. */
  public Page<SurveyAnswer> surveyAnswers(String id, @Nullable String after, int limit) {
    return page(Query.path("surveys", id, "tenants"), new Query(), after, limit)
        .of(SurveyAnswer.class);
  }

  /** Looks for tenants that are not as the others of their cohort; what is found comes later. */
  public DriftLook startDrift(DriftOrder order) {
    return http.as(http.post("/drift", order), DriftLook.class);
  }

  /**
   * @param id a look's, or {@code latest} for the newest one that is done
   */
  public DriftLook drift(String id) {
    return http.get(Query.path("drift", id), DriftLook.class);
  }

  /** What a tenant's schema was last found to be; empty where nobody has looked yet. */
  public Optional<TenantDrift> tenantDrift(String tenant) {
    return items(Query.path("tenants", tenant, "drift"), TenantDrift.class).stream().findFirst();
  }

  /** A backfill over all tenants. */
  public BackfillInfo backfill(String name) {
    return http.get(Query.path("backfills", name), BackfillInfo.class);
  }

  /** A tenant's backfills, in the order in which they run. */
  public List<TenantBackfill> tenantBackfills(String tenant) {
    return items(Query.path("tenants", tenant, "backfills"), TenantBackfill.class);
  }

  /** Sends a body as JSON below {@code /api} and gives the answer as it came. */
  public JsonNode send(Object body, String... path) {
    return http.post(Query.path(path), body);
  }

  /** One object as the coordinator sent it, below {@code /api}. */
  public JsonNode raw(String... path) {
    return http.get(Query.path(path));
  }

  /** A page of a list as the coordinator sent it, below {@code /api}. */
  public RawPage rawPage(Query query, @Nullable String after, int limit, String... path) {
    return page(Query.path(path), query, after, limit);
  }

  private RawPage page(String path, Query query, @Nullable String after, int limit) {
    JsonNode answer = http.get(path + query.copy().with("after", after).with("limit", limit));
    List<JsonNode> items = StreamSupport.stream(answer.path("items").spliterator(), false).toList();
    return new RawPage(http, items, answer.path("next").asStringOpt().orElse(null));
  }

  private <T> List<T> items(String path, Class<T> type) {
    List<T> items = new ArrayList<>();
    http.get(path).path("items").forEach(item -> items.add(http.as(item, type)));
    return items;
  }
}
