package io.tracestitch.core.record;

import java.util.List;

import io.tracestitch.core.record.HeaderFormat.Element;

/** Header formats in words: {@code asctime level [process:thread:task] logger}. */
final class HeaderDescription {

    private HeaderDescription() {
    }

    static String of(List<Element> elements) {
        StringBuilder words = new StringBuilder();
        for (Element element : elements) {
            String word = switch (element) {
                case Element.Stamp s -> "asctime";
                case Element.AnyStamp s -> "asctime";
                case Element.LevelName l -> "level";
                case Element.LevelLetter l -> "level";
                case Element.Dotted d -> "logger";
                case Element.Word(Header.Role role, boolean path) -> word(role);
                case Element.Until(Header.Role role, String next) -> word(role);
                case Element.Inside(char close, FieldPlan plan) -> plan.describe();
                case Element.Literal l -> "";
                case Element.Blanks b -> "";
            };
            words.append(words.isEmpty() || word.isEmpty() ? "" : " ").append(word);
        }
        return words.toString();
    }

    private static String word(Header.Role role) {
        String name = HeaderFormat.name(role);
        return name == null ? "field" : name;
    }
}
