package io.tracestitch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tracestitch.cli.report.PatternText;
import io.tracestitch.cli.run.OutputException;
import io.tracestitch.core.pattern.InvalidPatternException;
import io.tracestitch.core.pattern.Pattern;
import io.tracestitch.core.pattern.Taxonomy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code patterns}: the taxonomy, to read and to check. */
@Command(name = "patterns", mixinStandardHelpOptions = true, versionProvider = Version.class,
        parameterListHeading = "%n", optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        description = "The taxonomy of failures: list it, explain one pattern, check files.")
final class PatternsCommand implements Runnable {

    @ParentCommand
    private Tracestitch parent;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, show, lint or test");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Version.class,
            parameterListHeading = "%n", optionListHeading = "%nOptions:%n",
            description = "Lists the patterns: id, severity, category, title.")
    int list(
            @Option(names = "--patterns", paramLabel = "DIR", description = "A folder of patterns besides the built-in ones.")
            @Nullable Path folder) throws OutputException {
        Surroundings surroundings = parent.surroundings();
        print(PatternText.list(taxonomy(folder).all(), surroundings.terminal().paint(), surroundings.terminal().columns()));
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, versionProvider = Version.class,
            parameterListHeading = "%n", optionListHeading = "%nOptions:%n",
            description = "Explains one pattern: what happened, why, what to change.")
    int show(
            @Parameters(paramLabel = "ID", description = "The pattern's id, as `patterns list` and the report tell it.")
            String id,
            @Option(names = "--patterns", paramLabel = "DIR", description = "A folder of patterns besides the built-in ones.")
            @Nullable Path folder) throws OutputException {
        Surroundings surroundings = parent.surroundings();
        Taxonomy taxonomy = taxonomy(folder);
        Pattern pattern = taxonomy.byId(id);
        if (pattern == null) {
            throw new UserError("no pattern is called '" + id + "'" + similar(id, taxonomy.all()));
        }
        print(PatternText.page(pattern, surroundings.terminal().paint(), surroundings.terminal().columns()));
        return ExitCode.OK;
    }

    @Command(name = "lint", mixinStandardHelpOptions = true, versionProvider = Version.class,
            parameterListHeading = "%n", optionListHeading = "%nOptions:%n",
            description = {"Checks files of patterns and says which line is wrong.", "Without DIR: the built-in ones."})
    int lint(@Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder of patterns.") @Nullable Path folder)
            throws OutputException {
        if (folder == null) {
            Taxonomy builtIn = Taxonomy.builtIn();
            builtIn.all().forEach(Pattern::advice);
            print(checked(builtIn.all().size()) + "\n");
            return ExitCode.OK;
        }
        PatternFolder read = PatternFolder.read(folder);
        read.mistakes().forEach(mistake -> parent.surroundings().tell(mistake));
        if (!read.mistakes().isEmpty()) {
            return ExitCode.USER;
        }
        inPlaceOfBuiltIn(read.patterns());
        print(checked(read.patterns().size()) + "\n");
        return ExitCode.OK;
    }

    @Command(name = "test", mixinStandardHelpOptions = true, versionProvider = Version.class,
            parameterListHeading = "%n", optionListHeading = "%nOptions:%n",
            description = {"Analyses the examples of patterns: each must bring its event.", "Without DIR: the built-in ones."})
    Integer test(@Parameters(arity = "0..1", paramLabel = "DIR", description = "A folder of patterns.") @Nullable Path folder)
            throws IOException {
        List<Pattern> patterns = folder == null ? Taxonomy.builtIn().all() : PatternFolder.load(folder);
        PatternExamples examples = new PatternExamples(inPlaceOfBuiltIn(patterns), folder != null);
        List<String> failures = examples.failures(patterns);
        failures.forEach(failure -> parent.surroundings().tell(failure));
        print(examples.count() + " examples of " + patterns.size() + " patterns, " + failures.size() + " failed\n");
        return failures.isEmpty() ? ExitCode.OK : ExitCode.USER;
    }

    private static String checked(int n) {
        return n == 1 ? "1 pattern is well formed" : n + " patterns are well formed";
    }

    /** These patterns and the built-in ones that have other ids: who works on a built-in one checks the new text, not the old. */
    private static Taxonomy inPlaceOfBuiltIn(List<Pattern> patterns) {
        Set<String> own = patterns.stream().map(Pattern::id).collect(Collectors.toSet());
        try {
            return Taxonomy.of(Stream.concat(Taxonomy.builtIn().all().stream().filter(p -> !own.contains(p.id())),
                    patterns.stream()).toList());
        } catch (InvalidPatternException e) {
            throw new UserError(e.getMessage());
        }
    }

    private static Taxonomy taxonomy(@Nullable Path folder) {
        try {
            return folder == null ? Taxonomy.builtIn() : Taxonomy.builtIn().plus(PatternFolder.load(folder));
        } catch (InvalidPatternException e) {
            throw new UserError(e.getMessage());
        }
    }

    private void print(String text) throws OutputException {
        try {
            parent.surroundings().out().write(text.getBytes(StandardCharsets.UTF_8));
            parent.surroundings().out().flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
    }

    private static String similar(String id, List<Pattern> all) {
        List<String> near = all.stream().map(Pattern::id).filter(other -> sharesWord(id, other)).limit(5).toList();
        return near.isEmpty() ? "; `patterns list` tells all" : "; there are " + String.join(", ", near);
    }

    private static boolean sharesWord(String a, String b) {
        List<String> words = List.of(b.split("-"));
        for (String word : a.split("[^a-z0-9]+")) {
            if (word.length() > 3 && words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
