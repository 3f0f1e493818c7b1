package dev.gradus.nn.metric;

/** How the figures of several classes become one. */
public enum Average {
  /** The mean over the classes: each counts the same, however rare. */
  MACRO,

  /** One figure from the counts of all classes together: each sample counts the same. */
  MICRO
}
