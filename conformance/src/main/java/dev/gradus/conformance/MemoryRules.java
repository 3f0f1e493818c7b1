package dev.gradus.conformance;

import dev.gradus.conformance.SoakProcess.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Training in scopes grows neither the heap nor what lies outside of it. */
final class MemoryRules {
  /** What a JVM may hold more after a while, though nothing leaks. */
  private static final long HEAP = 256 << 10;

  private static final long OUTSIDE = 16 << 10;

  /** In full, the steps of each part after the warm-up. */
  private static final int PART = 4000;

  /** For each step: half of the soak's smallest tensor, 32 f32. */
  private static final long RESIDENT = 64;

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
            "256 KiB of heap, 16 KiB by the backend's count; full: 64 bytes resident a step",
            "1,000 training steps (20,000 in full) in a process of their own leave memory as it was",
            "tensors that no scope frees; recycle(…), pools and caches without a limit"),
        MemoryRules::soak);
    return rules.rules();
  }

  /** From the least after the warm-up, as a compiler may give back what it took until then. */
  private static void soak(Trial t) {
    String part = Integer.toString(PART);
    String[] parts =
        t.full()
            ? new String[] {"5000", part, part, part, part, part}
            : new String[] {"500", "1000"};
    List<Memory> held;
    try (FreshProcess soak = FreshProcess.start(t, SoakProcess.class, JVM, parts)) {
      held = soak.lines().stream().skip(1).map(Memory::parse).toList();
    }
    grows(t, "the heap", held, Memory::heap, HEAP);
    grows(t, "native memory", held, Memory::outside, OUTSIDE);
    if (t.full()) { // after a short warm-up the compiler still takes and leaves memory
      residentGrows(t, held);
    }
  }

  /**
   * A leak grows in every part, and a JVM that compiles late grows in some: so the median of the
   * parts' growths is compared.
   */
  private static void residentGrows(Trial t, List<Memory> held) {
    if (held.get(0).resident() == Memory.UNKNOWN) {
      t.note("nothing counts the resident size here, so it was not compared");
      return;
    }
    long[] growths = new long[held.size() - 1];
    Arrays.setAll(growths, i -> held.get(i + 1).resident() - held.get(i).resident());
    Arrays.sort(growths);
    t.compare(
        "bytes that the resident size grew by in %d steps, median of %d parts"
            .formatted(PART, growths.length),
        0,
        (double) Math.max(0, growths[growths.length / 2]),
        (double) (RESIDENT * PART));
  }

  private static void grows(
      Trial t, String what, List<Memory> held, ToLongFunction<Memory> part, long allowed) {
    long least = held.stream().mapToLong(part).min().orElseThrow();
    if (least == Memory.UNKNOWN) {
      t.note("nothing counts " + what + " here, so it was not compared");
      return;
    }
    long last = part.applyAsLong(held.get(held.size() - 1));
    t.compare(
        "bytes that %s grew by".formatted(what), 0, (double) (last - least), (double) allowed);
  }
}
