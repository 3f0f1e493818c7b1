package dev.gradus.mnist;

import picocli.CommandLine.Command;

@Command(name = "conformance")
final class ConformanceCommand implements Runnable {
  @Override
  public void run() {}
}
