package dev.gradus.mnist;

import picocli.CommandLine.IVersionProvider;

/** Tells the version, which Maven wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "Gradus mnist %s (Java %s)"
          .formatted(
              version == null ? "unpackaged" : version, System.getProperty("java.version"))
    };
  }
}
