package dev.gradus.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MeasureCommandTest {
  private static String refused(String... arguments) {
    StringWriter errors = new StringWriter();
    CommandLine command = new CommandLine(new MeasureCommand());
    command.setErr(new PrintWriter(errors));
    assertEquals(CommandLine.ExitCode.USAGE, command.execute(arguments));
    return errors.toString();
  }

  @Test
  void aPartThatDoesNotExistIsRefused() {
    assertTrue(refused("--only", "speed").startsWith("--only: expected some of [products"));
  }

  @Test
  void aFolderWithoutScriptsOfOtherLibrariesIsRefused(@TempDir Path folder) {
    assertTrue(
        refused("--peers", folder.toString())
            .startsWith("--peers: expected a folder with a script run.sh, got '" + folder));
  }
}
