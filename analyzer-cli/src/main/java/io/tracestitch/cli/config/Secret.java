package io.tracestitch.cli.config;

/**
 * A text that nobody may see: it prints as stars.
 *
 * @param reveal the text itself, for the one who needs it
 */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
