package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Makes operations on plain arrays that refuse tensors above a rank. */
final class RankLimited {
  private RankLimited() {}

  static TensorOps ops(Precision precision, int maxRank) {
    TensorOps plain = new PlainOps(precision);
    return (TensorOps)
        Proxy.newProxyInstance(
            RankLimited.class.getClassLoader(),
            new Class<?>[] {TensorOps.class},
            (proxy, method, arguments) -> limited(plain, maxRank, method, arguments));
  }

  private static Object limited(TensorOps plain, int maxRank, Method method, Object[] arguments)
      throws Throwable {
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      if (argument instanceof Shape shape && shape.rank() > maxRank) {
        throw new IllegalArgumentException(
            "%s: expected a rank of at most %d, got %s; reshape on the host"
                .formatted(method.getName(), maxRank, shape));
      }
    }
    try {
      return method.invoke(plain, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
