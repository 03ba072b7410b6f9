package io.tracestitch.core.input;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a record tells of the work and the process that it belongs to, beside the task's name.
 *
 * @param request request, correlation or trace id, or null
 * @param host host name, or null
 * @param processStart when the process started, as written, or null: tells processes of equal ids apart
 * @param taskId the task's id, which no other task of the process has, or null
 * @param parentTask name or id of the task that created it, or null
 * @param failedTaskId id of the task that the record is about, where that is another one, or null
 */
public record Context(@Nullable String request, @Nullable String host, @Nullable String processStart, @Nullable String taskId,
        @Nullable String parentTask, @Nullable String failedTaskId) {

    /** Nothing is known. */
    public static final Context NONE = new Context(null, null, null, null, null, null);

    static Context ofFields(Map<String, String> fields) {
        return new Context(fields.get("request"), fields.get("host"), fields.get("processStart"), fields.get("taskId"),
                fields.get("parentTask"), fields.get("failedTaskId"));
    }

    static Context ofHost(@Nullable String host) {
        return host == null ? NONE : new Context(null, host, null, null, null, null);
    }

    /** This context with the request that a header tells; itself if that is null. */
    public Context withRequest(@Nullable String id) {
        return id == null ? this : new Context(id, host, processStart, taskId, parentTask, failedTaskId);
    }
}
