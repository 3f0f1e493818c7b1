package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.tensor.Precision;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file {@code gradus.properties} is looked for where the thread's class loader looks. */
class GradusPropertiesTest {
  @TempDir private Path folder;

  private static BackendConfig resolveWith(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      assertEquals(BackendConfig.resolve(), BackendConfig.resolve(Map.of()));
      return BackendConfig.resolve(Map.of("threads", "3"));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void theFileOnTheClassPathSettlesWhatNobodyElseSays() throws IOException {
    Files.writeString(
        folder.resolve("gradus.properties"), "gradus.precision = f64\ngradus.threads = 2\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      BackendConfig config = resolveWith(loader);
      assertEquals(Precision.F64, config.precision());
      assertEquals(3, config.threads(), "a flag is stronger");
    }
  }

  @Test
  void withoutTheFileOrALoaderOfTheThreadTheDefaultsStay() throws IOException {
    assertEquals(Precision.F32, resolveWith(null).precision());
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertEquals(Precision.F32, resolveWith(empty).precision());
    }
  }
}
