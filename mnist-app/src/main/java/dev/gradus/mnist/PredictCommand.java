package dev.gradus.mnist;

import picocli.CommandLine.Command;

@Command(name = "predict")
final class PredictCommand implements Runnable {
  @Override
  public void run() {}
}
