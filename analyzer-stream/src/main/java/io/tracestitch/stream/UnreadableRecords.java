package io.tracestitch.stream;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Sends records that the client cannot read to the dead letters, and goes on. */
public final class UnreadableRecords implements DeserializationExceptionHandler {

    private StageListener listener = StageListener.NONE;
    private String topic = "";

    @Override
    public void configure(Map<String, ?> config) {
        listener = (StageListener) config.get(StageConfig.LISTENER);
        topic = (String) config.get(StageConfig.DEAD_LETTERS);
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        listener.deadLetter(DeadLetterReason.UNREADABLE);
        return Response.resume(List.of(new ProducerRecord<>(topic, null, record.key(), record.value(), DeadLetters.headers(record.headers(),
                DeadLetterReason.UNREADABLE, record.topic(), record.partition(), record.offset(), exception.toString()))));
    }
}
