package io.tracestitch.cli.page;

import gg.jte.TemplateOutput;
import io.tracestitch.cli.report.SafeText;

/** Keeps characters off the page that could reorder, hide or fake what stands around them; escaping is the templates' work. */
record HarmlessOutput(TemplateOutput page) implements TemplateOutput {

    @Override
    public void writeContent(String text) {
        page.writeContent(SafeText.block(text));
    }

    @Override
    public void writeContent(String text, int begin, int end) {
        page.writeContent(SafeText.block(text.substring(begin, end)));
    }
}
