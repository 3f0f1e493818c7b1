/** All that touches files: data sets, model files, images, CSV and JSON. */
module dev.gradus.formats {
  requires transitive dev.gradus.nn;
  requires com.google.gson;
  requires de.siegmar.fastcsv;
  requires java.desktop;

  exports dev.gradus.formats;
}
