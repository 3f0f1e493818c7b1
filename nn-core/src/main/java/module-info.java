/** Layers, losses, optimizers, training and gradient checks over any tensor backend. */
module dev.gradus.nn {
  requires transitive dev.gradus.api;
  requires org.slf4j;

  exports dev.gradus.nn.check;
  exports dev.gradus.nn.data;
  exports dev.gradus.nn.graph;
  exports dev.gradus.nn.init;
  exports dev.gradus.nn.layer;
  exports dev.gradus.nn.loss;
  exports dev.gradus.nn.metric;
  exports dev.gradus.nn.optim;
  exports dev.gradus.nn.random;
  exports dev.gradus.nn.schedule;
  exports dev.gradus.nn.search;
  exports dev.gradus.nn.train;
}
