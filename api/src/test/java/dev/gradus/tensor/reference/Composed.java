package dev.gradus.tensor.reference;

import dev.gradus.tensor.TensorOps;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Calls a default method of TensorOps over the primitives of an instance that overrides it. */
final class Composed {
  private Composed() {}

  static Object of(TensorOps ops, Method fused, Object... arguments)
      throws InvocationTargetException {
    InvocationHandler onlyPrimitives =
        (proxy, method, given) ->
            method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, given)
                : method.invoke(ops, given);
    TensorOps composed =
        (TensorOps)
            Proxy.newProxyInstance(
                MethodHandles.lookup().lookupClass().getClassLoader(),
                new Class<?>[] {TensorOps.class},
                onlyPrimitives);
    try {
      return fused.invoke(composed, arguments);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
