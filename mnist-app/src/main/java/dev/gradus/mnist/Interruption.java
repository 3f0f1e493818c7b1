package dev.gradus.mnist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A user's wish that training end: Ctrl-C (or the signal that ends processes), or a file. Until it
 * is closed, the JVM does not end at such a signal, so that everything can be written.
 */
final class Interruption implements AutoCloseable {
  private final Optional<Path> stopFile;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::signalled, "interruption");
  private volatile boolean signalled;

  private Interruption(Optional<Path> stopFile) {
    this.stopFile = stopFile;
  }

  /**
   * Begins to look.
   *
   * @param stopFile the file that would end the training, if any
   * @throws IllegalArgumentException if it is there already
   */
  static Interruption watching(Optional<Path> stopFile) {
    stopFile
        .filter(Files::exists)
        .ifPresent(
            file -> {
              throw new IllegalArgumentException(
                  "--stop-file: " + file + " is there already; remove it");
            });
    Interruption interruption = new Interruption(stopFile);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether training is to end. */
  boolean isWanted() {
    return signalled || stopFile.filter(Files::exists).isPresent();
  }

  private void signalled() {
    signalled = true;
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook need not wait any more.
    }
  }
}
