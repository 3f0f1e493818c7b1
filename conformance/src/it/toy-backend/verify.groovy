// A project without tests would pass as well, so: the rules really ran, each on the JUnit asked for.
def leastRules = 400
junitVersions.split().each { junit ->
  def name = "TEST-org.example.toy.ToyConformanceTest-${junit}.xml"
  def report = new File(basedir, "target/surefire-reports/${name}")
  assert report.file : "no ${name}: the kit did not run on JUnit ${junit}"
  def suite = new groovy.xml.XmlSlurper().parse(report)
  assert suite.@tests.toInteger() > leastRules : "too few rules on JUnit ${junit}"
  ['failures', 'errors', 'skipped'].each {
    assert suite['@' + it].toInteger() == 0 : "${it} on JUnit ${junit}; see ${basedir}/build.log"
  }
  def classPath = suite.properties.property.find { it.@name == 'surefire.test.class.path' }.@value.text()
  assert classPath.contains("junit-jupiter-api-${junit}.jar") : "not JUnit ${junit}: ${classPath}"
}
return true
