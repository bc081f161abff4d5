package io.strategystreams.lifecycle;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what all stores of a process take outside the heap: one cache for blocks, indices and
 * filters, out of which what is not written out yet is counted too. Otherwise each store takes its
 * own (50 MB and three buffers of 16 MB), and a task more is a container that is killed.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  static final String MEMORY = "strategy.streams.rocksdb.memory";

  /** Of a store; where all together take too much, some are written out before. */
  private static final long WRITE_BUFFER = 4L << 20;

  private static final int WRITE_BUFFERS = 2;
  private static final double INDICES = 0.1;
  private static final int ANY_SHARDS = -1;

  private static Shared shared;

  /** Read and unwritten, of one process. */
  record Shared(Cache cache, WriteBufferManager writeBuffers) {
    static Shared of(long bytes) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(bytes, ANY_SHARDS, false, INDICES);
      return new Shared(cache, new WriteBufferManager(bytes / 2, cache));
    }
  }

  /**
   * What Kafka Streams is to be told.
   *
   * @param bytes of all stores of this process; the first application of a process says
   */
  public static Map<String, Object> settings(long bytes) {
    return Map.of(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class, MEMORY, bytes);
  }

  @Override
  public void setConfig(String store, Options options, Map<String, Object> configs) {
    bound(options, shared(Long.parseLong(configs.get(MEMORY).toString())));
  }

  static void bound(Options options, Shared memory) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  private static synchronized Shared shared(long bytes) {
    if (shared == null) {
      shared = Shared.of(bytes);
    }
    return shared;
  }

  /** Nothing: what is shared outlives any store. */
  @Override
  public void close(String store, Options options) {}
}
