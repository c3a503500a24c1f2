package dev.skein.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hop to the server that loses the connection at a COMMIT: the server gets the COMMIT and does
 * it, the client never hears.
 */
final class CuttingProxy implements AutoCloseable {
  private final URI server;
  private static final String COMMITTED = "COMMIT\0";

  private final ServerSocket listener;
  private final AtomicInteger commitsLeft;
  private final boolean closesForGood;
  private final CountDownLatch cut = new CountDownLatch(1);

  /**
   * @param nth which COMMIT of all that pass is the one, from 1
   * @param closesForGood whether nobody gets through after it
   */
  CuttingProxy(String serverUrl, int nth, boolean closesForGood) throws IOException {
    this.server = URI.create(serverUrl.substring("jdbc:".length()));
    this.commitsLeft = new AtomicInteger(nth);
    this.closesForGood = closesForGood;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(listener.getLocalPort());
  }

  boolean hasCut() {
    return cut.getCount() == 0;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket upstream = new Socket(server.getHost(), server.getPort());
        Thread.ofVirtual().start(() -> pump(client, upstream, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, true));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[65_536];
    String seen = "";
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        // The server says that it has committed: now the client may lose it.
        seen += new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        boolean last = false;
        for (int at = seen.indexOf(COMMITTED);
            answers && at >= 0;
            at = seen.indexOf(COMMITTED, at + 1)) {
          last |= commitsLeft.decrementAndGet() == 0;
        }
        // An answer may come in two reads: keep what could be the begin of one.
        seen = seen.substring(Math.max(0, seen.length() - COMMITTED.length() + 1));
        if (last) {
          if (closesForGood) {
            listener.close();
          }
          cut.countDown();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone; so is the other.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
