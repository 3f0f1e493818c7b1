package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceBackend;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
  private record Fake(String name, Availability availability) implements Backend {
    @Override
    public String description() {
      return "a fake";
    }

    @Override
    public TensorOps open(BackendConfig config) {
      throw new AssertionError("only choosing is tested");
    }
  }

  /** A provider as a jar has one. */
  public static final class Sound implements Backend {
    @Override
    public String name() {
      return "sound";
    }

    @Override
    public String description() {
      return "stands after broken ones";
    }

    @Override
    public Availability availability() {
      return Availability.available();
    }

    @Override
    public TensorOps open(BackendConfig config) {
      throw new AssertionError("only finding is tested");
    }
  }

  private final Backend vector = new Fake("vector", Availability.available());
  private final Backend noVector =
      new Fake("vector", Availability.unavailable("no vectors here", "add vectors"));
  private final Backend ejml = new Fake("ejml", Availability.available());
  private final Backend reference = new ReferenceBackend();

  private static Backends.Choice choose(String name, Backend... backends) {
    return Backends.choose(BackendConfig.defaults().withBackend(name), List.of(backends));
  }

  @Test
  void aNamedBackendIsChosenAndTheReasonSaysWhoNamedIt() {
    Backends.Choice choice = choose("ejml", reference, ejml, vector);
    assertEquals(ejml, choice.backend());
    assertEquals("named by program", choice.reason());
  }

  @Test
  void autoTakesVectorThenEjmlAndSaysWhy() {
    assertEquals(vector, choose("auto", reference, ejml, vector).backend());
    Backends.Choice second = choose("auto", reference, ejml, noVector);
    assertEquals(ejml, second.backend());
    assertEquals(
        "vector cannot run: no vectors here; add vectors. ejml is the first of [vector, ejml] that"
            + " can run",
        second.reason());
    String message =
        assertThrows(IllegalStateException.class, () -> choose("auto", reference)).getMessage();
    assertTrue(message.contains("vector is not on the class path"), message);
  }

  @Test
  void autoWithCudaSaysWhichBackendToName() {
    BackendConfig cuda = BackendConfig.defaults().withDevice(Device.CUDA);
    assertEquals(
        "device: auto chooses among [vector, ejml], which compute on the cpu; for cuda name"
            + " --backend nd4j",
        assertThrows(IllegalArgumentException.class, () -> Backends.choose(cuda, List.of(vector)))
            .getMessage());
  }

  @Test
  void aNamedBackendThatCannotRunIsAnErrorWithItsRemedy() {
    assertEquals(
        "vector: no vectors here; add vectors",
        assertThrows(IllegalStateException.class, () -> choose("vector", noVector, ejml))
            .getMessage());
  }

  @Test
  void anUnknownBackendListsTheKnownOnes() {
    assertEquals(
        "backend: there is no 'toy' (program); known: ejml, reference, vector, auto",
        assertThrows(IllegalArgumentException.class, () -> choose("toy", vector, reference, ejml))
            .getMessage());
  }

  @Test
  void aBackendThatDoesNotComputeInThePrecisionIsRefused() {
    Backend single =
        new Backend() {
          @Override
          public String name() {
            return "single";
          }

          @Override
          public String description() {
            return "f32 alone";
          }

          @Override
          public Availability availability() {
            return Availability.available();
          }

          @Override
          public Capabilities capabilities() {
            return Capabilities.full().withPrecisions(Precision.F32);
          }

          @Override
          public TensorOps open(BackendConfig config) {
            throw new AssertionError("only choosing is tested");
          }
        };
    assertEquals(single, choose("single", single).backend());
    BackendConfig config =
        BackendConfig.defaults().withBackend("single").withPrecision(Precision.F64);
    assertEquals(
        "single: does not compute in f64; choose the precision f32",
        assertThrows(IllegalArgumentException.class, () -> Backends.choose(config, List.of(single)))
            .getMessage());
  }

  @Test
  void theReferenceIsFoundAndOpens() {
    BackendConfig config =
        BackendConfig.defaults().withBackend("reference").withPrecision(Precision.F64);
    try (TensorOps ops = Backends.open(config)) {
      assertEquals("reference f64", ops.toString());
    }
  }

  @Test
  void theReferenceDescribesItselfAndRunsAnywhereOnTheCpu() {
    assertTrue(reference.availability().isAvailable());
    assertFalse(noVector.availability().isAvailable());
    assertEquals(Availability.available(), reference.availability());
    assertEquals(
        "the executable specification, plain loops on one thread", reference.description());
    BackendConfig cuda = BackendConfig.defaults().withDevice(Device.CUDA);
    assertThrows(IllegalArgumentException.class, () -> reference.open(cuda));
  }

  @Test
  void providersThatCannotBeLoadedAreLeftOut(@TempDir Path jar) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Backend.class.getName()),
        String.join("\n", "not.There", "Garbage", Sound.class.getName()));
    Files.writeString(jar.resolve("Garbage.class"), "a ClassFormatError, which is a LinkageError");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertEquals(
          List.of("reference", "sound"), Backends.all().stream().map(Backend::name).toList());
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
