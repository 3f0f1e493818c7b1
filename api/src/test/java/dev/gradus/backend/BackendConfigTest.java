package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendConfigTest {
  private final Map<String, String> flags = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> file = new HashMap<>();

  private BackendConfig resolve() {
    return BackendConfig.resolve(flags, properties::get, environment::get, file::get);
  }

  @Test
  void theStrongerSourceWins() {
    assertEquals("auto", resolve().backend());
    file.put("gradus.backend", "one");
    assertEquals("one", resolve().backend());
    assertEquals("file gradus.properties", resolve().origin());
    environment.put("GRADUS_BACKEND", "two");
    assertEquals("two", resolve().backend());
    assertEquals("environment GRADUS_BACKEND", resolve().origin());
    properties.put("gradus.backend", "three");
    assertEquals("three", resolve().backend());
    assertEquals("system property gradus.backend", resolve().origin());
    flags.put("backend", "four");
    assertEquals("four", resolve().backend());
    assertEquals("flag --backend", resolve().origin());
  }

  @Test
  void namesAreTakenInAnyCaseAndBlankIsAbsent() {
    environment.put("GRADUS_BACKEND", "EJML");
    properties.put("gradus.backend", "");
    assertEquals("ejml", resolve().backend());
    assertEquals("environment GRADUS_BACKEND", resolve().origin());
  }

  @Test
  void everyKeyIsLookedUpOnItsOwn() {
    file.put("gradus.precision", "f64");
    environment.put("GRADUS_THREADS", " 3 ");
    properties.put("gradus.device", "CUDA");
    flags.put("backend", "ejml");
    BackendConfig config = resolve();
    assertEquals(
        new BackendConfig("ejml", Precision.F64, 3, Device.CUDA, "flag --backend"), config);
  }

  @Test
  void aSettingThatCannotBeReadNamesItsSource() {
    environment.put("GRADUS_THREADS", "0");
    assertEquals(
        "threads: expected at least 1, got 0 (environment GRADUS_THREADS)",
        assertThrows(IllegalArgumentException.class, this::resolve).getMessage());
    flags.put("threads", "100000");
    assertEquals(
        "threads: expected at most 1024, got 100000 (flag --threads)",
        assertThrows(IllegalArgumentException.class, this::resolve).getMessage());
    flags.put("threads", "two");
    assertEquals(
        "threads: expected a whole number of at least 1, got 'two' (flag --threads)",
        assertThrows(IllegalArgumentException.class, this::resolve).getMessage());
    flags.put("threads", "2");
    flags.put("precision", "f16");
    assertEquals(
        "precision: expected f32 or f64, got 'f16' (flag --precision)",
        assertThrows(IllegalArgumentException.class, this::resolve).getMessage());
  }

  @Test
  void oneThreadIsTheLeastAndMaxThreadsTheMost() {
    BackendConfig defaults = BackendConfig.defaults();
    assertEquals(1, defaults.withThreads(1).threads());
    assertEquals(BackendConfig.MAX_THREADS, defaults.withThreads(1024).threads());
    assertThrows(IllegalArgumentException.class, () -> defaults.withThreads(0));
    assertThrows(IllegalArgumentException.class, () -> defaults.withThreads(1025));
  }

  @Test
  void aBackendForTheCpuRefusesOtherDevices() {
    BackendConfig cuda = BackendConfig.defaults().withDevice(Device.CUDA);
    String message =
        assertThrows(IllegalArgumentException.class, () -> cuda.requireCpu("ejml")).getMessage();
    assertTrue(message.startsWith("ejml: computes on the cpu only, device cuda was asked for"));
  }
}
