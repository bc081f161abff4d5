package io.strategystreams.topology;

/** Where local copies of the stores lie; the changelogs hold them either way. */
public enum Storage {
  /** RocksDB under the state directory: a restart reads only what it has not yet. */
  DISK,
  /** In the process: no files, restored from the changelogs at each start. */
  MEMORY,
  /** In the process and nowhere else: gone with it, for a run that nobody goes on with. */
  UNLOGGED
}
