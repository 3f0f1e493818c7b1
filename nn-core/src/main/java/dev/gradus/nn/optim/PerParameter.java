package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Parameter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What an optimizer remembers of each parameter. */
final class PerParameter<T> {
  private final String optimizer;
  private final Map<Parameter, T> states = new HashMap<>();

  PerParameter(String optimizer, Collection<Parameter> parameters, Function<Parameter, T> start) {
    this.optimizer = optimizer;
    parameters.forEach(parameter -> states.computeIfAbsent(parameter, start));
  }

  T of(Parameter parameter) {
    T state = states.get(parameter);
    if (state == null) {
      throw new IllegalArgumentException(
          optimizer
              + ": "
              + parameter
              + " is not among the parameters given to the constructor; give it there");
    }
    return state;
  }
}
