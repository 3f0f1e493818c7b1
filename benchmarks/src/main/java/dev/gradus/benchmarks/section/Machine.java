package dev.gradus.benchmarks.section;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine that measures, in words. */
public final class Machine {
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  /**
   * The machine.
   *
   * @return processor, cores, vector instructions, memory, operating system
   */
  public static Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("cpu", cpu());
    about.put("cores", Runtime.getRuntime().availableProcessors());
    about.put("avx512", first("/proc/cpuinfo", "flags").contains(" avx512f"));
    about.put("memory", first("/proc/meminfo", "MemTotal"));
    about.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    about.put("arch", System.getProperty("os.arch"));
    return about;
  }

  /**
   * The processor.
   *
   * @return its name, or that it is unknown
   */
  public static String cpu() {
    String name = first("/proc/cpuinfo", "model name");
    return name.equals(UNKNOWN) ? System.getProperty("os.arch") : name;
  }

  private static String first(String file, String key) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The commit that is measured.
   *
   * @param root the folder of Gradus
   * @return its short name, with a plus sign if something is changed
   */
  public static String commit(Path root) {
    try {
      return new Child(List.of("git", "describe", "--always", "--dirty=+", "--exclude=*"))
          .in(root)
          .run()
          .output()
          .strip();
    } catch (IllegalStateException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }
}
