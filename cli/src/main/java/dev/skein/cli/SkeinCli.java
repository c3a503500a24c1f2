package dev.skein.cli;

import dev.skein.cli.shell.ExitCode;
import dev.skein.cli.shell.Shell;
import dev.skein.cli.shell.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code skein} program. */
public final class SkeinCli {
  private static final int BUFFER = 1 << 16;

  private SkeinCli() {}

  /** Ends the process with the command's exit code. */
  public static void main(String[] args) {
    // Read by the logging library of those commands that bring one, before its first line.
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "skein-quiet.xml");
    }
    Charset charset = Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            charset);
    int exitCode =
        run(args, System.in, out, System.err, System.getenv(), Terminal.detect(System.getenv()));
    System.exit(exitCode);
  }

  /** Runs one command line and gives its exit code; nothing of the process is touched. */
  public static int run(
      String[] args,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Map<String, String> env,
      Terminal terminal) {
    Shell shell = new Shell(in, out, err, env, terminal);
    List<String> words = Arrays.asList(args);
    CommandLine skein = CommandTree.of(shell, words);
    skein.setParameterExceptionHandler((e, _) -> misused(shell, words, e));
    skein.setExecutionExceptionHandler((e, _, _) -> failed(shell, e));
    int exitCode = args.length == 0 ? help(skein) : skein.execute(args);
    out.flush();
    if (out.checkError() && exitCode == ExitCode.DONE.number()) {
      err.println("skein: expected to write all of the output but its reader or its disk gave up");
      return ExitCode.BAD_INPUT.number();
    }
    return exitCode;
  }

  private static int help(CommandLine skein) {
    skein.usage(skein.getOut());
    return ExitCode.DONE.number();
  }

  private static int misused(Shell shell, List<String> words, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage());
    String next = "next: " + command + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> meant = unmatched.getSuggestions();
      message =
          "expected a command or an option of \"%s\" but got \"%s\""
              .formatted(command, unmatched.getUnmatched().getFirst());
      next = meant.isEmpty() ? next : "did you mean: " + String.join(", ", meant) + "?";
    }
    FailureReport report = FailureReport.usage(message, List.of(next));
    report.print(shell, words.contains("--json"));
    return report.exitCode();
  }

  private static int failed(Shell shell, Exception e) {
    shell.out().flush();
    if (shell.debug()) {
      e.printStackTrace(shell.err());
    }
    FailureReport report = FailureReport.of(e);
    report.print(shell, shell.json());
    return report.exitCode();
  }
}
