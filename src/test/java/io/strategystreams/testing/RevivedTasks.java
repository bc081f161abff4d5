package io.strategystreams.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Aborts the transaction of every record once: what it sent is dropped, the stores are as before,
 * the processor is closed and initialised again, the same object, as Kafka Streams does when it
 * revives a task. Then the record is processed for good. Whatever a processor remembers outside of
 * its stores shows.
 */
public final class RevivedTasks implements ProcessorWrapper {
  /** Comma-separated names of all stores. */
  public static final String STORES = "revived.tasks.stores";

  private List<String> stores = List.of();

  @Override
  public void configure(Map<String, ?> configs) {
    stores = List.of(configs.get(STORES).toString().split(","));
  }

  @Override
  public <KIn, VIn, KOut, VOut>
      WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
          String processorName, ProcessorSupplier<KIn, VIn, KOut, VOut> supplier) {
    return ProcessorWrapper.asWrapped(() -> new Revived<>(supplier.get(), stores));
  }

  @Override
  public <KIn, VIn, VOut>
      WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
          String processorName, FixedKeyProcessorSupplier<KIn, VIn, VOut> supplier) {
    return ProcessorWrapper.asWrappedFixedKey(supplier);
  }

  private static final class Revived<KIn, VIn, KOut, VOut>
      implements Processor<KIn, VIn, KOut, VOut> {
    private final Processor<KIn, VIn, KOut, VOut> inner;
    private final List<String> names;
    private final Map<String, KeyValueStore<Object, Object>> stores = new LinkedHashMap<>();
    private ProcessorContext<KOut, VOut> context;
    private boolean aborting;

    Revived(Processor<KIn, VIn, KOut, VOut> inner, List<String> names) {
      this.inner = inner;
      this.names = names;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void init(ProcessorContext<KOut, VOut> outer) {
      for (String name : names) {
        try {
          stores.put(name, outer.getStateStore(name));
        } catch (StreamsException notItsOwn) {
          // The processor has no access to it, so neither can it have changed it.
        }
      }
      context =
          (ProcessorContext<KOut, VOut>)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ProcessorContext.class},
                  (proxy, method, arguments) -> {
                    if (aborting && method.getName().equals("forward")) {
                      return null;
                    }
                    try {
                      return method.invoke(outer, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      inner.init(context);
    }

    @Override
    public void process(Record<KIn, VIn> record) {
      Map<String, List<KeyValue<Object, Object>>> before = new LinkedHashMap<>();
      stores.forEach((name, store) -> before.put(name, all(store)));
      aborting = true;
      inner.process(record);
      aborting = false;
      before.forEach(
          (name, entries) -> {
            KeyValueStore<Object, Object> store = stores.get(name);
            all(store).forEach(entry -> store.delete(entry.key));
            entries.forEach(entry -> store.put(entry.key, entry.value));
          });
      inner.close();
      inner.init(context);
      inner.process(record);
    }

    private static List<KeyValue<Object, Object>> all(KeyValueStore<Object, Object> store) {
      try (KeyValueIterator<Object, Object> entries = store.all()) {
        List<KeyValue<Object, Object>> all = new java.util.ArrayList<>();
        entries.forEachRemaining(all::add);
        return all;
      }
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
