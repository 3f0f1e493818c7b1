package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private static boolean runsOnce(Workers workers, int tasks) {
    AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
    workers.forEach(tasks, runs::incrementAndGet);
    return IntStream.range(0, tasks).allMatch(i -> runs.get(i) == 1);
  }

  @Test
  void everyTaskRunsOnceWhateverTheThreads() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (Workers workers = new Workers("test", threads)) {
        for (int round = 0; round < 2000; round++) {
          assertTrue(runsOnce(workers, 1 + round % 20), threads + " threads, round " + round);
        }
      }
    }
  }

  @Test
  void jobsOfMoreTasksThanOneWordHoldsRunAllOfThemOnce() {
    try (Workers workers = new Workers("many", 2)) {
      assertTrue(runsOnce(workers, (1 << 21) + 3));
    }
  }

  @Test
  void theCallerStartsAtTheFirstTaskAndAWorkerAtTheLast() {
    try (Workers workers = new Workers("ends", 2)) {
      Thread caller = Thread.currentThread();
      AtomicIntegerArray byCaller = new AtomicIntegerArray(2);
      CountDownLatch both = new CountDownLatch(2);
      workers.forEach(
          2,
          task -> {
            byCaller.set(task, Thread.currentThread() == caller ? 1 : 0);
            both.countDown();
            assertTrue(awaited(both), "each thread has one");
          });
      assertEquals("[1, 0]", byCaller.toString());
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tasks that wait for one another, so that each needs a thread of its own. */
  private static boolean meet(Workers workers, int tasks) {
    CountDownLatch all = new CountDownLatch(tasks);
    AtomicIntegerArray met = new AtomicIntegerArray(tasks);
    workers.forEach(
        tasks,
        task -> {
          all.countDown();
          met.set(task, awaited(all) ? 1 : 0);
        });
    return IntStream.range(0, tasks).allMatch(i -> met.get(i) == 1);
  }

  @Test
  void workersTakePartAgainAndAgain() throws InterruptedException {
    try (Workers workers = new Workers("again", 3)) {
      assertEquals(3, workers.threads());
      assertTrue(meet(workers, 3), "started");
      assertTrue(meet(workers, 2), "still there");
      Thread.sleep(20);
      assertTrue(meet(workers, 3), "asleep, and woken");
      assertEquals(
          List.of("again-worker-1", "again-worker-2"),
          alive("again").map(Thread::getName).sorted().toList());
      assertTrue(alive("again").allMatch(Thread::isDaemon), "they keep no JVM from ending");
    }
  }

  @Test
  void workersAreAwakeWhileTheyWaitForAJobAndNotWhenTheySleep() throws InterruptedException {
    try (Workers workers = new Workers("awake", 2)) {
      assertFalse(workers.awake(), "not started");
      boolean seen = false;
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); // beside busy processes
      while (!seen && System.nanoTime() < giveUp) {
        runsOnce(workers, 8);
        seen = workers.awake();
      }
      assertTrue(seen, "after a job");
      Thread.sleep(100);
      assertFalse(workers.awake(), "asleep");
    }
    try (Workers alone = new Workers("awake", 1)) {
      assertFalse(alone.awake(), "nobody there");
    }
  }

  @Test
  void callersFromManyThreadsAreServedTogether() {
    try (Workers workers = new Workers("test", 3)) {
      assertTrue(
          IntStream.range(0, 400).parallel().allMatch(call -> runsOnce(workers, 1 + call % 7)));
    }
  }

  @Test
  void aFailingTaskReachesTheCallerAndLeavesTheWorkersSound() {
    try (Workers workers = new Workers("test", 2)) {
      IllegalStateException error =
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.forEach(
                      10,
                      task -> {
                        throw new IllegalStateException("task");
                      }));
      assertEquals("task", error.getMessage());
      assertTrue(runsOnce(workers, 10));
    }
  }

  @Test
  void idleAndClosedWorkersEnd() throws InterruptedException {
    Workers idle = new Workers("idle-test", 2);
    runsOnce(idle, 8);
    awaitNoThread("idle-test");
    assertTrue(runsOnce(idle, 8), "they start again when needed");
    idle.close();
    awaitNoThread("idle-test");
    assertTrue(runsOnce(idle, 8), "after closing, the caller does all");
    assertFalse(isAlive("idle-test"));
  }

  private static void awaitNoThread(String name) throws InterruptedException {
    while (isAlive(name)) {
      Thread.sleep(20);
    }
  }

  private static boolean isAlive(String name) {
    return alive(name).findAny().isPresent();
  }

  private static Stream<Thread> alive(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name));
  }
}
