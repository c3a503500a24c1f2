package dev.skein.worker.bundles;

import dev.skein.contracts.id.ReleaseDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/**
 * The releases used last, prepared once for all tenants. Many attempts that ask for the same one
 * wait for one fetch; what went wrong is not kept, so that the next attempt asks again.
 */
@Component
public class BundleCache {
  private static final int KEPT = 8;

  private final BundleSource source;
  private final Map<ReleaseDigest, CompletableFuture<Bundle>> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  BundleCache(BundleSource source) {
    this.source = source;
  }

  public Bundle get(ReleaseDigest digest) {
    CompletableFuture<Bundle> mine = new CompletableFuture<>();
    CompletableFuture<Bundle> others = claim(digest, mine);
    if (others != null) {
      return others.join();
    }
    Bundle bundle = new Bundle.Unreachable("the fetch ended without an answer");
    try {
      bundle = source.fetch(digest);
    } finally {
      if (!(bundle instanceof Bundle.Ready)) {
        forget(digest);
      }
      mine.complete(bundle);
    }
    return bundle;
  }

  private synchronized @org.jspecify.annotations.Nullable CompletableFuture<Bundle> claim(
      ReleaseDigest digest, CompletableFuture<Bundle> mine) {
    CompletableFuture<Bundle> others = kept.putIfAbsent(digest, mine);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return others;
  }

  private synchronized void forget(ReleaseDigest digest) {
    kept.remove(digest);
  }
}
