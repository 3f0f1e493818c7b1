package dev.gradus.mnist;

import dev.gradus.conformance.Extent;
import dev.gradus.conformance.ReportTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a written report says: the table, and where and when it was made.
 *
 * @param facts names and values, in order
 * @param absent backends that could not run here, a line each
 */
record ReportPage(ReportTable table, Map<String, String> facts, List<String> absent) {
  static ReportPage of(ReportTable table, String command, Extent extent, List<String> absent) {
    String version = ReportPage.class.getPackage().getImplementationVersion();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", command);
    facts.put("gradus", version == null ? "unpackaged" : version);
    facts.put("extent", extent.name().toLowerCase(Locale.ROOT));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new ReportPage(table, facts, List.copyOf(absent));
  }
}
