package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** However many stores a process has, they share one memory. */
class BoundedRocksDbTest {
  private static final int STORES = 12;
  private static final long BOUND = 16L << 20;
  private static final int WRITTEN_MIB = 3;

  @TempDir private Path directory;

  @Test
  void aStoreOfKafkaStreamsTakesPartInIt() {
    try (Options options = new Options()) {
      options.setTableFormatConfig(new BlockBasedTableConfig());

      new BoundedRocksDb().setConfig("store", options, BoundedRocksDb.settings(BOUND));

      assertThat(options.writeBufferManager()).isNotNull();
    }
  }

  @Test
  void manyStoresTakeWhatOneMayTake() throws RocksDBException {
    BoundedRocksDb.Shared memory = BoundedRocksDb.Shared.of(BOUND);
    List<RocksDB> stores = new ArrayList<>();
    List<Options> kept = new ArrayList<>();
    try {
      for (int i = 0; i < STORES; i++) {
        Options options = new Options().setCreateIfMissing(true);
        options.setTableFormatConfig(new BlockBasedTableConfig());
        BoundedRocksDb.bound(options, memory);
        kept.add(options);
        stores.add(RocksDB.open(options, directory.resolve("store-" + i).toString()));
      }
      byte[] value = new byte[1 << 10];
      for (int i = 0; i < WRITTEN_MIB << 10; i++) {
        for (RocksDB store : stores) {
          store.put(("key" + i).getBytes(StandardCharsets.US_ASCII), value);
        }
      }

      assertThat(stores)
          .allMatch(store -> property(store, "rocksdb.block-cache-capacity") == BOUND);
      // A store is written out at its next write after all together take too much, unless it is
      // being written out already: on a busy machine the last ones come too early for that. These
      // are too few to fill a buffer of its own.
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                for (RocksDB store : stores) {
                  store.put("last".getBytes(StandardCharsets.US_ASCII), value);
                }
                assertThat(
                        stores.stream()
                            .mapToLong(store -> property(store, "rocksdb.cur-size-all-mem-tables"))
                            .sum())
                    .as("of %d MiB written to %d stores", WRITTEN_MIB * STORES, STORES)
                    .isLessThan(BOUND);
              });
      // One cache: each tells the same of it, once those that write in the background are done.
      await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  usage(stores.get(0)) > 0
                      && usage(stores.get(0)) == usage(stores.get(STORES - 1)));
    } finally {
      stores.forEach(RocksDB::close);
      kept.forEach(Options::close);
    }
  }

  private static long usage(RocksDB store) {
    return property(store, "rocksdb.block-cache-usage");
  }

  private static long property(RocksDB store, String name) {
    try {
      return store.getLongProperty(name);
    } catch (RocksDBException e) {
      throw new AssertionError(name, e);
    }
  }
}
