package io.tracestitch.cli;

import io.tracestitch.cli.report.Paint;

/** When to colour. */
enum ColorChoice {
    AUTO, ALWAYS, NEVER;

    Paint paint(Terminal terminal) {
        return switch (this) {
            case AUTO -> terminal.paint();
            case ALWAYS -> Paint.ANSI;
            case NEVER -> Paint.PLAIN;
        };
    }
}
