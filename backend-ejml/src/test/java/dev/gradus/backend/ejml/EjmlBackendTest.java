package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.backend.Device;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.net.URL;
import java.net.URLClassLoader;
import org.ejml.EjmlParameters;
import org.ejml.concurrency.EjmlConcurrency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjmlBackendTest {
  private static final BackendConfig CONFIG = BackendConfig.defaults().withBackend("ejml");

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isFoundByNameAndOpensInBothPrecisions(Precision precision) {
    BackendConfig config = CONFIG.withPrecision(precision).withThreads(3);
    try (TensorOps ops = Backends.open(config)) {
      assertEquals("ejml " + precision, ops.toString());
      assertEquals(precision, ops.precision());
      assertEquals(3, ops.threads());
    }
  }

  @Test
  void refusesAnotherDevice() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new EjmlBackend().open(CONFIG.withDevice(Device.CUDA)));
    assertTrue(e.getMessage().startsWith("ejml: computes on the cpu only"), e.getMessage());
  }

  @Test
  void withoutEjmlItIsUnavailableAndSaysWhatToAdd() throws Exception {
    URL[] withoutEjml = {
      EjmlBackend.class.getProtectionDomain().getCodeSource().getLocation(),
      Backend.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader =
        new URLClassLoader(withoutEjml, ClassLoader.getPlatformClassLoader())) {
      Object backend = loader.loadClass(EjmlBackend.class.getName()).getConstructor().newInstance();
      Object availability = backend.getClass().getMethod("availability").invoke(backend);
      assertEquals(
          "EJML is not on the class path; add org.ejml:ejml-fdense and org.ejml:ejml-ddense",
          availability.toString());
    }
    assertInstanceOf(Availability.Available.class, new EjmlBackend().availability());
  }

  @Test
  void leavesEjmlsProcessWideSettingsAlone() {
    boolean concurrent = EjmlConcurrency.USE_CONCURRENT;
    int columnSwitch = EjmlParameters.MULT_COLUMN_SWITCH;
    try (TensorOps ops = new EjmlBackend().open(CONFIG.withThreads(1))) {
      assertEquals(1, ops.threads());
    }
    assertEquals(concurrent, EjmlConcurrency.USE_CONCURRENT);
    assertEquals(columnSwitch, EjmlParameters.MULT_COLUMN_SWITCH);
  }
}
