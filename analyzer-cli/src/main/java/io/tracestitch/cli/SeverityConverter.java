package io.tracestitch.cli;

import io.tracestitch.core.incident.Severity;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a severity. */
final class SeverityConverter implements ITypeConverter<Severity> {

    @Override
    public Severity convert(String value) {
        return Severity.of(value).orElseThrow(() ->
                new TypeConversionException("'" + value + "' is no severity: say info, warning, error or critical"));
    }
}
