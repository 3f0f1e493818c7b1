package dev.gradus.conformance;

import dev.gradus.conformance.SoakProcess.Memory;
import java.util.List;

/** Training in scopes grows neither the heap nor what lies outside of it. */
final class MemoryRules {
  /** What a JVM may hold more after a while, though nothing leaks. */
  private static final long HEAP = 256 << 10;

  private static final long OUTSIDE = 16 << 10;

  /** Less than a tensor of 32 f32 for every step; the soak's smallest. */
  private static final long RESIDENT = 1 << 20;

  /** After a short warm-up the compiler still works, which takes and leaves memory. */
  private static final long RESIDENT_QUICK = 24 << 20;

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
            "256 KiB of heap, 16 KiB by the backend's count, 1 MiB (quick: 24) resident",
            "1,000 training steps (20,000 in full) in a process of their own leave memory as it was",
            "tensors that no scope frees; recycle(…), pools and caches without a limit"),
        MemoryRules::soak);
    return rules.rules();
  }

  private static void soak(Trial t) {
    String warm = t.full() ? "5000" : "500";
    String steps = t.full() ? "20000" : "1000";
    List<String> lines = FreshProcess.start(t, SoakProcess.class, JVM, warm, steps).lines();
    Memory before = Memory.parse(lines.get(1));
    Memory after = Memory.parse(lines.get(2));
    grows(t, "the heap", steps, after.heap() - before.heap(), HEAP);
    if (before.outside() >= 0) {
      grows(t, "native memory", steps, after.outside() - before.outside(), OUTSIDE);
    }
    if (before.resident() >= 0) {
      long allowed = t.full() ? RESIDENT : RESIDENT_QUICK;
      grows(t, "the resident size", steps, after.resident() - before.resident(), allowed);
    }
  }

  /** The error is what it grew by; that it shrank is none. */
  private static void grows(Trial t, String what, String steps, long bytes, long allowed) {
    t.compare(
        "bytes that %s grew by in %s steps".formatted(what, steps),
        0,
        (double) Math.max(0, bytes),
        (double) allowed);
  }
}
