package dev.gradus.mnist;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.BackendConformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Outcome;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The kit for the backend that was named on the command line. JUnit makes its instances. */
@ExtendWith(NamedConformance.FromSession.class)
final class NamedConformance extends BackendConformance {
  private final Order order;

  NamedConformance(Order order) {
    this.order = order;
  }

  /**
   * What is to be proven. It lies in the store of the launcher's session under its class.
   *
   * @param heard hears of every rule that has run
   */
  record Order(Backend backend, Extent extent, Consumer<Outcome> heard) {}

  /** Takes the order from the launcher's session, so that no static has to hold it. */
  static final class FromSession implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Order.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
          .get(Order.class);
    }
  }

  @Override
  protected Backend backend() {
    return order.backend();
  }

  @Override
  protected Extent extent() {
    return order.extent();
  }

  @Override
  protected void finished(Outcome outcome) {
    order.heard().accept(outcome);
  }
}
