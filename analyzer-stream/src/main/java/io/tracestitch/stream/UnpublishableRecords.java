package io.tracestitch.stream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * What to do when the broker takes a record for nothing: what is too large goes to the dead letters, cut, for the broker would not take
 * it there either. Anything else ends the transaction, and is tried again from its beginning.
 */
public final class UnpublishableRecords implements ProductionExceptionHandler {

    /** Bytes that are left of a value that is too large. */
    static final int CUT = 64 << 10;

    private StageListener listener = StageListener.NONE;
    private String topic = "";

    @Override
    public void configure(Map<String, ?> config) {
        listener = (StageListener) config.get(StageConfig.LISTENER);
        topic = (String) config.get(StageConfig.DEAD_LETTERS);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        boolean small = record.value() == null || record.value().length <= CUT;
        if (!(exception instanceof RecordTooLargeException) || small) {
            return Response.fail();
        }
        Headers headers = record.headers();
        if (!record.topic().equals(topic)) {
            listener.deadLetter(DeadLetterReason.NOT_PUBLISHABLE);
            headers = DeadLetters.headers(headers, DeadLetterReason.NOT_PUBLISHABLE, record.topic(),
                    record.partition() == null ? -1 : record.partition(), -1, String.valueOf(exception.getMessage()));
        }
        DeadLetters.put(headers, DeadLetters.CUT, Integer.toString(record.value().length));
        return Response.resume(List.of(new ProducerRecord<>(topic, null, record.key(), Arrays.copyOf(record.value(), CUT), headers)));
    }
}
