package dev.skein.coordinator.webhooks;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer; the rest is not read, however long it is. */
final class Excerpt implements BodySubscriber<String> {
  private static final int BYTES = 200;

  private final CompletableFuture<String> text = new CompletableFuture<>();
  private final ByteBuffer start = ByteBuffer.allocate(BYTES);
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int length = Math.min(buffer.remaining(), start.remaining());
      start.put(start.position(), buffer, buffer.position(), length);
      start.position(start.position() + length);
    }
    if (!start.hasRemaining() && !text.isDone()) {
      onComplete();
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    text.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    text.complete(
        new String(start.array(), 0, start.position(), StandardCharsets.UTF_8)
            .replaceAll("[\\p{C}\\p{Z}]+", " ")
            .strip());
  }
}
