package dev.skein.bench.coordinator;

import dev.skein.coordinator.CoordinatorApplication;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The program of the process that the coordinator has for itself, so that its heap is its own. Says
 * on which port it listens, ends when its input does, and then says the most heap that was used.
 */
public final class CoordinatorMain {
  private static final int LOOK_MILLIS = 10;

  private CoordinatorMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    AtomicLong most = new AtomicLong();
    Thread watch = Thread.ofPlatform().daemon().name("heap-watch").start(() -> watch(most));
    try (ConfigurableApplicationContext context = CoordinatorApplication.builder().run(args)) {
      out.println(context.getEnvironment().getRequiredProperty("local.server.port"));
      out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said to it; the end of its input is what counts.
      }
    }
    watch.interrupt();
    watch.join();
    out.println(most.get());
    out.flush();
  }

  /** What is used before a collection counts too: it has to fit. */
  private static void watch(AtomicLong most) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    try {
      while (true) {
        most.accumulateAndGet(memory.getHeapMemoryUsage().getUsed(), Math::max);
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
