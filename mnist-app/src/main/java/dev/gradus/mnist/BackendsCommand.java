package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Lists the backends. */
@Command(
    name = "backends",
    sortOptions = false,
    header = "Lists the backends, and what one that cannot run here is missing.")
final class BackendsCommand implements Runnable {
  @Override
  public void run() {
    PrintStream screen = System.out;
    Table table = new Table(3).row("backend", "here", "what it is");
    for (Backend backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Unavailable why) {
        table.row(backend.name(), "no", backend.description());
        table.row("", "", "why not: " + why.reason());
        table.row("", "", "remedy:  " + why.remedy());
      } else {
        table.row(backend.name(), "yes", backend.description());
      }
    }
    screen.println(table);
    screen.println();
    BackendConfig configured = BackendConfig.resolve();
    screen.println("auto chooses " + choice(configured.withBackend(BackendConfig.AUTO)));
    if (!configured.backend().equals(BackendConfig.AUTO)) {
      screen.println("configured is " + choice(configured));
    }
  }

  private static String choice(BackendConfig config) {
    try {
      Backends.Choice choice = Backends.choose(config);
      return choice.backend().name() + ": " + choice.reason();
    } catch (IllegalArgumentException | IllegalStateException e) {
      return "none: " + e.getMessage();
    }
  }
}
