package dev.gradus.guice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.name.Names;
import com.google.inject.util.Modules;
import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceBackend;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendModuleTest {
  private static final BackendConfig REFERENCE =
      BackendConfig.defaults().withBackend("reference").withPrecision(Precision.F64);

  private static BackendConfig named(String backend) {
    return BackendConfig.defaults().withBackend(backend);
  }

  /** Reference arithmetic under another name, which may refuse to run. */
  private record OwnBackend(String name, Availability availability) implements Backend {
    @Override
    public String description() {
      return "a program's own";
    }

    @Override
    public TensorOps open(BackendConfig config) {
      return new ReferenceOps(config.precision());
    }
  }

  private static final OwnBackend REFUSING =
      new OwnBackend("refusing", Availability.unavailable("no fuel", "add --fuel"));

  private static Module adding(Backend backend) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        MapBinder.newMapBinder(binder(), String.class, Backend.class)
            .addBinding(backend.name())
            .toInstance(backend);
      }
    };
  }

  private static Module replacing(Backend backend) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        bind(Key.get(Backend.class, Names.named(backend.name()))).toInstance(backend);
      }
    };
  }

  /** What a program's own class looks like. */
  private static final class Doubler {
    private final TensorOps ops;

    @Inject
    Doubler(TensorOps ops) {
      this.ops = ops;
    }

    double[] twice(double... values) {
      Tensor t = ops.tensor(Shape.of(values.length), values);
      return ops.doubles(ops.add(t, t));
    }
  }

  @Test
  void theNamedBackendComputesInAnInjectedClass() {
    Injector injector = Guice.createInjector(new BackendModule(REFERENCE));
    assertArrayEquals(new double[] {2, 5}, injector.getInstance(Doubler.class).twice(1, 2.5));
    assertEquals("reference", injector.getInstance(TensorOps.class).backend());
    assertEquals(Precision.F64, injector.getInstance(TensorOps.class).precision());
  }

  @Test
  void withoutAConfigurationTheSurroundingsDecide() {
    Injector injector = Guice.createInjector(new BackendModule());
    assertEquals(BackendConfig.resolve(), injector.getInstance(BackendConfig.class));
  }

  @Test
  void theMapHoldsEveryBackendOnTheClassPathByItsName() {
    Map<String, Backend> backends =
        Guice.createInjector(new BackendModule(REFERENCE))
            .getInstance(Key.get(new TypeLiteral<Map<String, Backend>>() {}));
    assertEquals(Backends.all().stream().map(Backend::name).toList(), sortedNames(backends));
    assertInstanceOf(ReferenceBackend.class, backends.get("reference"));
  }

  private static List<String> sortedNames(Map<String, Backend> backends) {
    return backends.keySet().stream().sorted().toList();
  }

  @Test
  void theChoiceTellsTheReason() {
    Injector injector = Guice.createInjector(new BackendModule(REFERENCE));
    Backends.Choice choice = injector.getInstance(Backends.Choice.class);
    assertEquals("reference", choice.backend().name());
    assertEquals("named by program", choice.reason());
  }

  @ParameterizedTest
  @EnumSource(names = {"DEVELOPMENT", "PRODUCTION"})
  void oneInjectorHasOneTensorOps(Stage stage) {
    Module module = new BackendModule(REFERENCE);
    Injector injector = Guice.createInjector(stage, module);
    TensorOps ops = injector.getInstance(TensorOps.class);
    assertSame(ops, injector.getInstance(TensorOps.class));
    assertSame(ops, injector.getInstance(Doubler.class).ops);
    assertNotSame(ops, Guice.createInjector(stage, module).getInstance(TensorOps.class));
  }

  @Test
  void anotherModuleAddsABackend() {
    Backend own = new OwnBackend("own", Availability.available());
    Injector injector = Guice.createInjector(new BackendModule(named("own")), adding(own));
    assertSame(own, injector.getInstance(Backends.Choice.class).backend());
    assertArrayEquals(new double[] {6}, injector.getInstance(Doubler.class).twice(3));
  }

  @Test
  void anOverridingModuleAddsABackend() {
    Backend own = new OwnBackend("own", Availability.available());
    Module module = Modules.override(new BackendModule(named("own"))).with(adding(own));
    assertSame(own, Guice.createInjector(module).getInstance(Backends.Choice.class).backend());
  }

  @Test
  void anOverridingModuleReplacesABackend() {
    Backend own = new OwnBackend("reference", Availability.available());
    Module module = Modules.override(new BackendModule(REFERENCE)).with(replacing(own));
    assertSame(own, Guice.createInjector(module).getInstance(Backends.Choice.class).backend());
  }

  @Test
  void anOverridingModuleReplacesTheConfiguration() {
    Module module =
        Modules.override(new BackendModule(named("nowhere")))
            .with(binder -> binder.bind(BackendConfig.class).toInstance(REFERENCE));
    assertEquals("reference", Guice.createInjector(module).getInstance(TensorOps.class).backend());
  }

  @ParameterizedTest
  @EnumSource(names = {"DEVELOPMENT", "PRODUCTION"})
  void anUnavailableBackendFailsOnlyWhenTensorOpsAreAskedFor(Stage stage) {
    Injector injector =
        Guice.createInjector(stage, new BackendModule(named("refusing")), adding(REFUSING));
    assertEquals("refusing", injector.getInstance(BackendConfig.class).backend());
    ProvisionException e =
        assertThrows(ProvisionException.class, () -> injector.getInstance(Doubler.class));
    assertInstanceOf(IllegalStateException.class, e.getCause());
    assertEquals("refusing: no fuel; add --fuel", e.getCause().getMessage());
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    Injector injector = Guice.createInjector(new BackendModule(named("nowhere")), adding(REFUSING));
    ProvisionException e =
        assertThrows(ProvisionException.class, () -> injector.getInstance(TensorOps.class));
    assertInstanceOf(IllegalArgumentException.class, e.getCause());
    String message = e.getCause().getMessage();
    assertTrue(message.startsWith("backend: there is no 'nowhere' (program); known: "), message);
    assertTrue(message.endsWith("reference, refusing, auto"), message);
  }
}
