package io.tracestitch.store;

import java.util.Base64;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Cursors as texts. */
class CursorTest {

    @Test
    void aCursorComesBackAsItWas() {
        Cursor cursor = new Cursor("time-desc", List.of(Long.MIN_VALUE, 7L), "app.log:7/ü \ud83d\udca5");
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.decode(cursor.encode(), "time-desc", 2)).isEqualTo(cursor);
        Cursor longest = new Cursor("x", List.of(), "é".repeat(EventDocument.MAX_ID_BYTES / 2));
        assertThat(Cursor.decode(longest.encode(), "x", 0)).isEqualTo(longest);
    }

    @Test
    void whatIsNoCursorOfThisOrderIsRefused() {
        String text = new Cursor("a", List.of(1L), "id").encode();
        assertThatThrownBy(() -> Cursor.decode(text, "b", 1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Cursor.decode(text, "a", 2)).isInstanceOf(InvalidRequestException.class);
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            String garbage = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            assertThatThrownBy(() -> Cursor.decode(garbage, "time-desc", 1)).isInstanceOf(InvalidRequestException.class);
        }
    }
}
