package io.orbweaver.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a node's configuration: the file, over it the environment, over that the flags of the command line. All that is
 * wrong is found in one go. Reads one file and touches nothing else; safe on any thread.
 */
public final class ConfigLoader {
    /** A larger file is something else. */
    public static final int MAX_FILE = 1 << 20;

    /** How far a variable may be from a known one to be taken for a slip of the pen. */
    private static final int SLIP = 2;

    private static final String TOKEN_VARIABLE = "ORBWEAVER_TOKEN";
    private static final String PREFIX = "ORBWEAVER_";

    private ConfigLoader() {}

    /**
     * A configuration that a node may start with.
     *
     * @param problems what looks like a mistake but may be none, for the log; often empty
     * @param written the paths of the keys that were given a value, be it the one they have by default
     */
    public record Loaded(NodeConfig config, List<Problem> problems, Set<String> written) {
        public Loaded {
            problems = List.copyOf(problems);
            written = Set.copyOf(written);
        }
    }

    /**
     * Loads a configuration.
     *
     * @param file null: only defaults, variables and flags
     * @param environment for {@code ORBWEAVER_…} variables and for placeholders in the file
     * @param setFlags {@code key=value} each; a later one wins
     * @throws ConfigException with everything that is wrong
     */
    public static Loaded load(@Nullable Path file, Map<String, String> environment, List<String> setFlags)
            throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        List<Problem> warnings = new ArrayList<>();
        Settings settings = new Settings(problems);
        if (file != null) {
            enterFile(file, environment, settings, problems);
        }
        enterEnvironment(environment, settings, problems, warnings);
        for (String flag : setFlags) {
            enterFlag(flag, settings, problems);
        }
        NodeConfig config = new ConfigAssembly(settings).assemble();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems.stream().distinct().toList());
        }
        return new Loaded(config, warnings, settings.given());
    }

    private static void enterFile(
            Path file, Map<String, String> environment, Settings settings, List<Problem> problems) {
        try {
            String text = text(file);
            settings.enter(new YamlReader(file.toString(), null, environment, problems).read(text));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(file.toString(), "does not exist"));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file.toString(), "is no text in UTF-8"));
        } catch (IOException e) {
            problems.add(new Problem(file.toString(), "cannot be read: " + e.getMessage()));
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(MAX_FILE + 1);
        }
        if (bytes.length > MAX_FILE) {
            throw new IOException("it has more than " + Sizes.format(MAX_FILE) + " and is hardly a configuration");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static void enterEnvironment(
            Map<String, String> environment, Settings settings, List<Problem> problems, List<Problem> warnings) {
        Map<String, Key<?>> variables = new HashMap<>();
        Keys.all().forEach(key -> variables.put(key.variable(), key));
        String rules = PREFIX + "POLITENESS_DOMAINS";
        String token = environment.get(TOKEN_VARIABLE);
        if (token != null && !token.isEmpty()) {
            settings.enter(Keys.HTTP_TOKEN, token, TOKEN_VARIABLE);
        }
        new TreeMap<>(environment).forEach((name, text) -> {
            Key<?> key = variables.get(name);
            if (key != null) {
                settings.enter(key, text, name);
            } else if (name.equals(rules)) {
                settings.enterRules(new YamlReader(name, name, Map.of(), problems).read(text));
            } else if (name.startsWith(PREFIX) && !name.equals(TOKEN_VARIABLE)) {
                // Others use the prefix too (service links of Kubernetes, ORBWEAVER_API), so this refuses nothing.
                variables.keySet().stream()
                        .sorted()
                        .filter(known -> Nearest.distance(name, known) <= SLIP)
                        .findFirst()
                        .ifPresent(known ->
                                warnings.add(new Problem(name, "means nothing: did you mean '" + known + "'?")));
            }
        });
    }

    private static void enterFlag(String flag, Settings settings, List<Problem> problems) {
        int equals = flag.indexOf('=');
        if (equals <= 0) {
            problems.add(new Problem("--set " + flag, "is not of the form --set key=value"));
            return;
        }
        settings.enter(flag.substring(0, equals).strip(), flag.substring(equals + 1), "--set");
    }
}
