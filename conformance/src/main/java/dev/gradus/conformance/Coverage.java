package dev.gradus.conformance;

import dev.gradus.tensor.TensorOps;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds the subjects of the rules against the methods that {@link TensorOps} really has. */
final class Coverage {
  private Coverage() {}

  /** Every method, named as rules name their subjects. */
  static Set<String> operations() {
    Set<String> names = new TreeSet<>();
    for (Method method : methods()) {
      names.add(nameOf(method));
    }
    return names;
  }

  static List<Method> methods() {
    return Arrays.stream(TensorOps.class.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .toList();
  }

  /** The name, with the type of the last parameter where the name alone is not unique. */
  static String nameOf(Method method) {
    String name = method.getName();
    long overloads = methods().stream().filter(other -> other.getName().equals(name)).count();
    Class<?>[] types = method.getParameterTypes();
    return overloads == 1 ? name : name + "(" + types[types.length - 1].getSimpleName() + ")";
  }

  static Set<String> uncovered(List<Rule> rules) {
    Set<String> names = operations();
    rules.stream()
        .filter(rule -> rule.family() == Family.VALUES)
        .map(Rule::subject)
        .forEach(names::remove);
    return names;
  }
}
