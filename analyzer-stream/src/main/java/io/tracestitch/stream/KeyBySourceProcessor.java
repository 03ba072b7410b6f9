package io.tracestitch.stream;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Gives records their source as their key, so that all of a source come to one partition. */
final class KeyBySourceProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    /** Names of the children. */
    static final String KEYED = "keyed";
    static final String DEAD_LETTERS = "dead-letters-of-unkeyed-logs";

    private final SourceFinder finder;
    private final RecordCheck check;
    private final StageListener listener;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    KeyBySourceProcessor(StageOptions options, StageListener listener) {
        this.finder = new SourceFinder(options.sources().rules());
        this.check = new RecordCheck(options.topics().maxRecordBytes());
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> to = context;
        if (to == null) {
            throw new IllegalStateException("not initialised");
        }
        RecordMetadata at = to.recordMetadata().orElseThrow();
        byte[] value = record.value();
        if (value == null) {
            listener.shed(Shed.TOMBSTONE, 1);
            return;
        }
        DeadLetterReason problem = check.problem(value);
        if (problem != null) {
            to.forward(record.withHeaders(DeadLetters.headers(record.headers(), problem, at.topic(), at.partition(), at.offset(),
                    check.explain(problem, value))), DEAD_LETTERS);
            listener.deadLetter(problem);
            listener.shed(Shed.DEAD_LETTER, 1);
            return;
        }
        String source = finder.find(record.key(), record.headers(), value);
        String name = source == null ? at.topic() + '-' + at.partition() : source;
        to.forward(record.withKey(name.getBytes(StandardCharsets.UTF_8)), KEYED);
    }
}
