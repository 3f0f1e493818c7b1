package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many threads on one instance, each with scopes of its own, get what one thread gets. */
final class ConcurrencyRules {
  private static final int THREADS = 8;
  private static final int[] QUICK_SIZE = {33, 65, 17};
  private static final List<int[]> SIZES =
      List.of(new int[] {3, 5, 7}, QUICK_SIZE, new int[] {64, 129, 33});

  private static final String HINT =
      "scratch or a pool that threads share; scopes that are not of the thread";

  private ConcurrencyRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.BITS);
    rules.add(
        "concurrency",
        1,
        "ofEightCallersChangesNoBits",
        Rule.Text.exact("8 threads may call one instance at once", HINT),
        ConcurrencyRules::calls);
    rules.add(
        "concurrency",
        2,
        "ofTwoTrainingsChangesNoBits",
        Rule.Text.exact("two networks may be trained on one instance at once", HINT),
        ConcurrencyRules::trainings);
    return rules.rules();
  }

  /** All make the same call at the same time, with other numbers each. */
  private static void calls(Trial t) {
    List<int[]> sizes = t.full() ? SIZES : List.of(QUICK_SIZE);
    int rounds = t.full() ? 100 : 40; // enough for two to meet within one call
    List<Call> calls = sizes.stream().flatMap(s -> Calls.of(s[0], s[1], s[2]).stream()).toList();
    List<List<double[]>> expected = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int variant = thread;
      expected.add(calls.stream().map(call -> call.numbers(t.ops(), variant)).toList());
    }
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    List<List<double[]>> found =
        atOnce(
            THREADS,
            thread -> {
              List<double[]> numbers = new ArrayList<>();
              for (int i = 0; i < calls.size(); i++) {
                await(barrier);
                double[] right = expected.get(thread).get(i);
                numbers.add(repeated(t.ops(), calls.get(i), thread, rounds, right));
              }
              return numbers;
            });
    for (int thread = 0; thread < THREADS; thread++) {
      for (int i = 0; i < calls.size(); i++) {
        Call call = calls.get(i);
        t.compare(
            "%s of %s on thread %d of %d"
                .formatted(call.name(), call.operands().get(0), thread, THREADS),
            expected.get(thread).get(i),
            found.get(thread).get(i),
            Trial.EXACT);
      }
    }
  }

  /** The first result that is wrong, or a right one. */
  private static double[] repeated(
      TensorOps ops, Call call, int variant, int rounds, double[] expected) {
    try (Scope all = ops.scope()) {
      Tensor[] operands = call.operands(ops, variant);
      for (int round = 0; round < rounds; round++) {
        try (Scope scope = ops.scope()) {
          double[] numbers = call.function().apply(ops, operands);
          if (!Arrays.equals(numbers, expected)) {
            return numbers;
          }
        }
      }
    }
    return expected;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("conformance: interrupted while a rule ran", e);
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException("conformance: another of the threads threw", e);
    }
  }

  private static void trainings(Trial t) {
    int steps = t.full() ? 2000 : 100;
    List<double[]> alone = List.of(trained(t.ops(), 0, steps), trained(t.ops(), 1, steps));
    List<double[]> together = atOnce(2, thread -> trained(t.ops(), thread, steps));
    for (int i = 0; i < 2; i++) {
      t.compare(
          "weights of network %d of 2 after %d steps".formatted(i, steps),
          alone.get(i),
          together.get(i),
          Trial.EXACT);
    }
  }

  /** The last weights of a network. */
  private static double[] trained(TensorOps ops, int number, int steps) {
    RandomSource random = RandomSource.ofSeed(Conformance.SEED).at("concurrency").at(number);
    double[] values = new double[20 * 17];
    Arrays.setAll(values, random::normal);
    int[] labels = new int[20];
    Arrays.setAll(labels, i -> random.below(5, i));
    try (Scope all = ops.scope()) {
      Sequential network =
          Sequential.perceptron(ops, List.of(17, 33, 5), Activation.RELU, Initializer.he(), random);
      Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
      Optimizer optimizer = Optimizer.of(ops, network.parameters(), new Momentum(0.1, 0.9));
      Tensor x = ops.tensor(Shape.of(20, 17), values);
      for (int step = 0; step < steps; step++) {
        try (Scope scope = ops.scope()) {
          optimizer.step(
              objective.gradients(x, Target.labels(labels), Mode.inference()).gradients());
        }
      }
      return ops.doubles(network.parameters().values().iterator().next().value());
    }
  }

  /** Runs the same on so many threads, which begin together. */
  private static <R> List<R> atOnce(int threads, IntFunction<R> work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        futures.add(
            executor.submit(
                () -> {
                  await(start);
                  return work.apply(thread);
                }));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of %d threads threw %s".formatted(threads, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("conformance: interrupted while a rule ran", e);
    } finally {
      executor.shutdown();
    }
  }
}
