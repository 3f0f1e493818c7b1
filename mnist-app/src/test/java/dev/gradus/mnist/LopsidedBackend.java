package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * The specification with two mistakes, of which it owns up to one: {@code expm1} is said to be
 * wrong, {@code sqrt} is not. It promises less than all, too.
 */
public final class LopsidedBackend implements Backend {
  private static final String WHY = "expm1 is <exp> | here";
  private static final Map<String, String> CONFUSED = Map.of("sqrt", "log1p", "expm1", "exp");

  @Override
  public String name() {
    return "lopsided";
  }

  @Override
  public String description() {
    return "wrong in two places";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.full()
        .withPrecisions(Precision.F32)
        .withBitsPerThreadCount()
        .withKnownFailure("op_expm1_01", Precision.F32, WHY)
        .withKnownFailure("op_expm1_02", Precision.F32, WHY)
        .withKnownFailure("op_expm1_03", Precision.F32, WHY);
  }

  @Override
  public TensorOps open(BackendConfig config) {
    TensorOps right = new ReferenceBackend().open(config);
    return (TensorOps)
        Proxy.newProxyInstance(
            LopsidedBackend.class.getClassLoader(),
            new Class<?>[] {TensorOps.class},
            (proxy, method, arguments) -> {
              String name = CONFUSED.getOrDefault(method.getName(), method.getName());
              try {
                return TensorOps.class
                    .getMethod(name, method.getParameterTypes())
                    .invoke(right, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
