package io.tracestitch.stream;

import java.util.Map;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** Bounds the memory of all stores of the process together; by default each store of each partition has some 100 MB of its own. */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Memory outside of the heap, in bytes. */
    static final long MEMORY = 96L << 20;
    /** Part of it for what was not written to disk yet, in bytes. */
    static final long WRITE_BUFFERS = 48L << 20;
    private static final long WRITE_BUFFER = 8L << 20;
    private static final int BLOCK = 16 << 10;

    private static final Cache CACHE = cache();
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, CACHE);

    private static Cache cache() {
        RocksDB.loadLibrary();
        return new LRUCache(MEMORY, -1, false, 0.1);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setBlockSize(BLOCK);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
        options.setTableFormatConfig(table);
    }

    @Override
    public void close(String store, Options options) {
        // cache and buffers are those of all stores
    }
}
