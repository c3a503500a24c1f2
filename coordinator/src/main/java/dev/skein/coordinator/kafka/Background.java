package dev.skein.coordinator.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** What goes on for as long as the coordinator does, on a thread of its own. */
public abstract class Background implements SmartLifecycle {
  private final String name;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /**
   * @param name of the thread
   */
  protected Background(String name) {
    this.name = name;
  }

  /** Until it {@link #isRunning()} no more. */
  protected abstract void run();

  /** Ends what it may be waiting for. */
  protected abstract void wake();

  protected String name() {
    return name;
  }

  /** Of its own accord, as when it was interrupted. */
  protected void quit() {
    running = false;
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name(name).start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    wake();
    Threads.join(thread);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
