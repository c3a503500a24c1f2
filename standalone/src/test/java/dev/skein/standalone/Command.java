package dev.skein.standalone;

import dev.skein.cli.SkeinCli;
import dev.skein.cli.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command line, against a test's platform. */
record Command(TestPlatform platform) {

  /** How a command ended, and all that it wrote. */
  record Run(int code, String text) {}

  Run run(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Map<String, String> env =
        Map.of("SKEIN_URL", platform.platform().url().toString(), "SKEIN_TOKEN", platform.token());
    int code =
        SkeinCli.run(args, new ByteArrayInputStream(new byte[0]), out, out, env, Terminal.NONE);
    return new Run(code, bytes.toString(StandardCharsets.UTF_8));
  }
}
