package dev.gradus.mnist.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** So many top-level classes, with all that is nested in them, know a library. */
final class AtMost extends ArchCondition<JavaClass> {
  private final int most;
  private final DescribedPredicate<JavaClass> library;
  private final Set<String> knowing = new TreeSet<>();

  AtMost(int most, DescribedPredicate<JavaClass> library) {
    super("be among at most %d that know %s", most, library.getDescription());
    this.most = most;
    this.library = library;
  }

  @Override
  public void init(Collection<JavaClass> all) {
    knowing.clear();
  }

  @Override
  public void check(JavaClass one, ConditionEvents events) {
    if (one.getDirectDependenciesFromSelf().stream()
        .anyMatch(to -> library.test(to.getTargetClass()))) {
      knowing.add(outermost(one).getName());
    }
  }

  @Override
  public void finish(ConditionEvents events) {
    if (knowing.size() > most) {
      events.add(
          SimpleConditionEvent.violated(
              knowing,
              "%d classes know %s, at most %d may: %s"
                  .formatted(knowing.size(), library.getDescription(), most, knowing)));
    }
  }

  private static JavaClass outermost(JavaClass one) {
    JavaClass outer = one;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
