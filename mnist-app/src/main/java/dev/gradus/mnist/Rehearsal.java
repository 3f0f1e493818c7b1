package dev.gradus.mnist;

import java.nio.file.Path;

/**
 * Trains for a moment and has a picture recognised, so that the JVM can note which classes that
 * takes, and the launcher can keep them in an archive from which later starts are faster.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Runs both commands.
   *
   * @param args a new folder, for what they write
   */
  public static void main(String[] args) {
    Main.prepareOutput();
    Path run = Path.of(args[0]);
    int trained = Main.run("train", "--iterations", "20", "--out", run.toString());
    // Any picture will do; where there are no fonts there is none, and fewer classes are noted.
    Main.run("predict", run.toString(), run.resolve("accuracy.png").toString());
    System.out.flush();
    System.exit(trained);
  }
}
