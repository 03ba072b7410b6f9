package io.tracestitch.core.pattern;

import java.util.List;

/**
 * What explains an event.
 *
 * @param pattern the most specific pattern
 * @param also ids of the others that hold, the patterns that {@code pattern} refines first
 */
public record Match(Pattern pattern, List<String> also) {
}
