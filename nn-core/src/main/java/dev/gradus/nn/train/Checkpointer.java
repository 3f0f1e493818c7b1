package dev.gradus.nn.train;

/**
 * Saves a training while it runs, so that another can go on from there by {@link Trainer#resuming}.
 * Where to is its own business: nn-core knows no files.
 *
 * <pre>{@code
 * trainer.checkpointing(state -> saved.add(state.iteration()), 500);
 * }</pre>
 */
@FunctionalInterface
public interface Checkpointer {
  /**
   * Saves a state, on the thread that trains, between two steps. What it throws ends the training:
   * a training whose checkpoints are lost must not look as if they were not.
   *
   * @param state its tensors are those that the next step changes, so it must be written or copied
   *     before this returns
   */
  void save(TrainingState state);
}
