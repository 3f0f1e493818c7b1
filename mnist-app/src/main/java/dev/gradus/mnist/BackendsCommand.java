package dev.gradus.mnist;

import picocli.CommandLine.Command;

@Command(name = "backends")
final class BackendsCommand implements Runnable {
  @Override
  public void run() {}
}
