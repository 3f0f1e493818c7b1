package dev.gradus.mnist.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * Static fields are final, of no type that is made to be changed, and no array that others can
 * write to. An unmodifiable map cannot be told from another one by its type {@code Map}.
 */
final class UnchangingStatics extends ArchCondition<JavaClass> {
  /** ND4J keeps its library and threads in statics of its own, so what was chosen is one too. */
  private static final Set<String> ALLOWED = Set.of("dev.gradus.backend.nd4j.Nd4jProcess.settled");

  private static final List<Class<?>> CHANGEABLE =
      List.of(
          java.util.AbstractMap.class,
          java.util.AbstractCollection.class,
          java.util.concurrent.ConcurrentMap.class,
          java.util.concurrent.Executor.class,
          java.util.concurrent.locks.Lock.class,
          ThreadLocal.class,
          StringBuilder.class);

  UnchangingStatics() {
    super("have no static that changes");
  }

  @Override
  public void check(JavaClass one, ConditionEvents events) {
    for (JavaField field : one.getFields()) {
      if (isStatic(field) && changes(field) && !ALLOWED.contains(field.getFullName())) {
        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
      }
    }
  }

  private static boolean isStatic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.STATIC);
  }

  private static boolean changes(JavaField field) {
    JavaClass type = field.getRawType();
    Set<JavaModifier> modifiers = field.getModifiers();
    boolean exposed =
        modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    return !modifiers.contains(JavaModifier.FINAL)
        || type.getPackageName().equals("java.util.concurrent.atomic")
        || CHANGEABLE.stream().anyMatch(type::isAssignableTo)
        || (type.isArray() && exposed);
  }
}
