package io.strategystreams.cli.demo;

import java.nio.file.Path;

/** Where logging goes during a demo: to a file, so that the console is left to the demo. */
final class DemoLog {
  static final String FILE = "demo.log";

  private static final String CONFIGURATION = "logback.configurationFile";
  private static final String FILE_PROPERTY = "strategies.demo.log";

  private DemoLog() {}

  /**
   * Directs logging to {@code demo.log} in {@code directory}, unless it is directed elsewhere
   * already. Works only before anything logs for the first time: logging is set up once.
   */
  static void in(Path directory) {
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(FILE_PROPERTY, directory.resolve(FILE).toString());
      System.setProperty(CONFIGURATION, "logback-demo.xml");
    }
  }
}
