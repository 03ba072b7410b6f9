package io.tracestitch.store.lucene;

import java.util.Iterator;
import java.util.List;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Words that were cut already. Values stand so far apart that no sequence is found across two of them. */
final class WordStream extends TokenStream {
    /** More than the words of the longest sequence that can be searched for. */
    private static final int GAP = 100;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final Iterator<List<String>> values;
    private Iterator<String> words = List.<String>of().iterator();

    WordStream(List<List<String>> values) {
        this.values = values.iterator();
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        boolean next = false;
        while (!words.hasNext()) {
            if (!values.hasNext()) {
                return false;
            }
            words = values.next().iterator();
            next = true;
        }
        term.append(words.next());
        step.setPositionIncrement(next ? GAP : 1);
        return true;
    }
}
