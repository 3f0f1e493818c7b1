package dev.gradus.conformance;

/**
 * Numbers, each with a bound of what the backend's number may differ from it.
 *
 * @param values computed in f64
 * @param errors absolute, at least 0
 */
record Bounded(double[] values, double[] errors) {
  static Bounded ofSize(int size) {
    return new Bounded(new double[size], new double[size]);
  }

  void set(int i, double value, double error) {
    values[i] = value;
    errors[i] = error;
  }

  void copy(int i, Bounded from, int at) {
    set(i, from.values[at], from.errors[at]);
  }

  /** The largest that the backend's number can be in magnitude. */
  double largest(int i) {
    return Math.abs(values[i]) + errors[i];
  }
}
