package dev.gradus.conformance;

import dev.gradus.conformance.SoakProcess.Memory;
import java.util.List;
import java.util.function.ToLongFunction;

/** Training in scopes grows neither the heap nor what lies outside of it. */
final class MemoryRules {
  /** What a JVM may hold more after a while, though nothing leaks. */
  private static final long HEAP = 256 << 10;

  private static final long OUTSIDE = 16 << 10;

  /** Less than a tensor of 32 f32 for every step; the soak's smallest. */
  private static final long RESIDENT = 1 << 20;

  private static final List<String> JVM =
      List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private MemoryRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.MEMORY);
    rules.add(
        "training",
        1,
        "growsNeitherHeapNorNativeMemory",
        new Rule.Text(
            "256 KiB of heap, 16 KiB by the backend's count; full: 1 MiB resident",
            "1,000 training steps (20,000 in full) in a process of their own leave memory as it was",
            "tensors that no scope frees; recycle(…), pools and caches without a limit"),
        MemoryRules::soak);
    return rules.rules();
  }

  /** From the least after the warm-up, as a compiler may give back what it took until then. */
  private static void soak(Trial t) {
    String[] parts =
        t.full()
            ? new String[] {"5000", "5000", "5000", "5000", "5000"}
            : new String[] {"500", "1000"};
    List<Memory> held;
    try (FreshProcess soak = FreshProcess.start(t, SoakProcess.class, JVM, parts)) {
      held = soak.lines().stream().skip(1).map(Memory::parse).toList();
    }
    grows(t, "the heap", held, Memory::heap, HEAP);
    grows(t, "native memory", held, Memory::outside, OUTSIDE);
    if (t.full()) { // after a short warm-up the compiler still takes and leaves memory
      grows(t, "the resident size", held, Memory::resident, RESIDENT);
    }
  }

  private static void grows(
      Trial t, String what, List<Memory> held, ToLongFunction<Memory> part, long allowed) {
    long least = held.stream().mapToLong(part).min().orElseThrow();
    if (least == Memory.UNKNOWN) {
      t.note(what + " cannot be measured, so it was not compared");
      return;
    }
    long last = part.applyAsLong(held.get(held.size() - 1));
    t.compare(
        "bytes that %s grew by".formatted(what), 0, (double) (last - least), (double) allowed);
  }
}
