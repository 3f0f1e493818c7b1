package dev.gradus.mnist;

import picocli.CommandLine.Command;

@Command(name = "evaluate")
final class EvaluateCommand implements Runnable {
  @Override
  public void run() {}
}
