package dev.skein.rollout.plan;

import dev.skein.contracts.id.ReleaseDigest;
import dev.skein.contracts.id.TenantId;
import dev.skein.rollout.policy.Canary;
import dev.skein.rollout.policy.RolloutPolicy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts tenants into waves by a stable hash of release and tenant: the same release and set give the
 * same waves again. Every prefix of the order is spread over shards and starting versions in
 * proportion, so that a canary of a few has met most kinds of tenant.
 */
public final class RolloutPlanner {
  private RolloutPlanner() {}

  /**
   * @param targets at least one, each tenant once
   * @throws IllegalArgumentException when there is none, or one twice
   * @throws UnfitPolicyException when the canary names a tenant that is not aimed at, or picks none
   */
  public static RolloutPlan plan(
      ReleaseDigest release, RolloutPolicy policy, List<Target> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("expected at least one tenant but got none");
    }
    if (targets.stream().map(Target::tenant).distinct().count() != targets.size()) {
      throw new IllegalArgumentException("expected each tenant once but one is given twice");
    }
    List<TenantId> spread = spread(release, targets);
    Set<TenantId> canary = canary(policy.canary(), targets, spread);
    List<TenantId> order = new ArrayList<>(canary);
    spread.stream().filter(tenant -> !canary.contains(tenant)).forEach(order::add);
    return new RolloutPlan(WaveCuts.cut(policy, canary.size(), order), targetDigest(targets));
  }

  /** In the order of the spread. */
  private static Set<TenantId> canary(Canary canary, List<Target> targets, List<TenantId> spread) {
    Set<TenantId> named =
        targets.stream()
            .filter(target -> canary.names(target.tenant(), target.labels()))
            .map(Target::tenant)
            .collect(Collectors.toSet());
    List<String> missing =
        canary.tenants().stream()
            .filter(tenant -> !named.contains(tenant))
            .map(TenantId::value)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      throw new UnfitPolicyException(
          "expected the canary's tenants among those that are aimed at but not: "
              + String.join(", ", missing));
    }
    Set<TenantId> picked = new LinkedHashSet<>();
    int count = canary.of(spread.size());
    for (int i = 0; i < spread.size(); i++) {
      if (i < count || named.contains(spread.get(i))) {
        picked.add(spread.get(i));
      }
    }
    if (picked.isEmpty()) {
      throw new UnfitPolicyException(
          "expected a canary of at least one tenant but none has the labels "
              + new TreeMap<>(canary.labels()));
    }
    return picked;
  }

  /**
   * Any prefix of the order holds of each group its proportion, by less than one tenant more or
   * less. That leaves each tenant a window of places, and giving each place to the open window that
   * closes soonest always meets them all. Filled from the end, which brings small groups early.
   */
  private static List<TenantId> spread(ReleaseDigest release, List<Target> targets) {
    Map<String, List<Hashed>> groups =
        targets.stream()
            .map(target -> new Hashed(target, hash(release.value() + "/" + target.tenant())))
            .collect(
                Collectors.groupingBy(
                    hashed -> hashed.target.shard() + "/" + hashed.target.version(),
                    TreeMap::new,
                    Collectors.toList()));
    List<Window> waiting = new ArrayList<>(targets.size());
    for (List<Hashed> group : groups.values()) {
      group.sort(Hashed.ORDER);
      for (int j = 0; j < group.size(); j++) {
        waiting.add(Window.of(group.get(j), j, group.size(), targets.size()));
      }
    }
    waiting.sort(Comparator.comparingLong(Window::from));
    PriorityQueue<Window> open = new PriorityQueue<>(Window.ORDER);
    List<TenantId> backwards = new ArrayList<>(targets.size());
    int opened = 0;
    for (int place = 0; place < targets.size(); place++) {
      while (opened < waiting.size() && waiting.get(opened).from <= place) {
        open.add(waiting.get(opened));
        opened++;
      }
      backwards.add(open.remove().hashed.target.tenant());
    }
    return backwards.reversed();
  }

  private static String targetDigest(List<Target> targets) {
    String lines =
        targets.stream()
            .map(target -> target.tenant().value())
            .sorted()
            .collect(Collectors.joining("\n"));
    return "sha256:" + HexFormat.of().formatHex(sha256(lines));
  }

  private static long hash(String text) {
    return ByteBuffer.wrap(sha256(text)).getLong();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private record Hashed(Target target, long hash) {
    static final Comparator<Hashed> ORDER =
        Comparator.comparingLong(Hashed::hash).thenComparing(hashed -> hashed.target.tenant());
  }

  /**
   * The places, from 0 at the end of the order, that keep a group within its proportion.
   *
   * @param until excluded
   */
  private record Window(Hashed hashed, long from, long until) {
    static final Comparator<Window> ORDER =
        Comparator.comparingLong(Window::until).thenComparing(Window::hashed, Hashed.ORDER);

    static Window of(Hashed hashed, long index, long group, long all) {
      return new Window(hashed, index * all / group, Math.ceilDiv((index + 1) * all, group));
    }
  }
}
