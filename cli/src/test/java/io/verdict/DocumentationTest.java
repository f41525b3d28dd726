package io.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the documentation and the error messages point to is there: files and headings. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    /** A page in a message or a comment; the sources are in Java, XML or shell. */
    private static final Pattern PAGE = Pattern.compile("docs/[a-z0-9/_-]+\\.md(#[a-z0-9_-]+)?");

    /** A test in a page: {@code `ClassTest.method`}. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

    private static final List<String> MODULES = List.of(
            "tokenizer",
            "transformer-core",
            "import",
            "trainer",
            "serving",
            "export",
            "cli",
            "examples",
            "benchmarks",
            "tools/corpus");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (Matcher link = LINK.matcher(text); link.find(); ) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*")) {
                    links++;
                    problem(Objects.requireNonNull(page.getParent()), target.startsWith("#") ? page : null, target)
                            .ifPresent(what -> broken.add(ROOT.relativize(page) + ": " + target + " " + what));
                }
            }
        }
        assertThat(links).as("links seen").isGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        Path docs = ROOT.resolve("docs");
        Set<String> linked = LINK.matcher(Files.readString(docs.resolve("README.md")))
                .results()
                .map(link -> link.group(1))
                .collect(Collectors.toSet());
        assertThat(files(docs, ".md").stream()
                        .map(page -> docs.relativize(page).toString())
                        .filter(page -> !page.equals("README.md")))
                .isSubsetOf(linked);
    }

    @Test
    void pagesThatSourcesNameAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int named = 0;
        for (Path source : sources()) {
            String text = Files.readString(source);
            for (Matcher page = PAGE.matcher(text); page.find(); ) {
                named++;
                String target = page.group();
                problem(ROOT, null, target)
                        .ifPresent(what -> broken.add(ROOT.relativize(source) + ": " + target + " " + what));
            }
        }
        assertThat(named).as("pages named in sources").isPositive();
        assertThat(broken).isEmpty();
    }

    @Test
    void testsThatPagesNameAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (Matcher test = TEST.matcher(Files.readString(page)); test.find(); ) {
                named++;
                if (!isTest(test.group(1), test.group(2))) {
                    broken.add(ROOT.relativize(page) + ": " + test.group());
                }
            }
        }
        assertThat(named).as("tests named in pages").isGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    private static boolean isTest(String type, String method) throws IOException {
        Pattern declared = Pattern.compile("@(Parameterized)?Test\\b(?:(?!\n\n)[\\s\\S])*?\\bvoid " + method + "\\(");
        for (String module : MODULES) {
            for (Path source : files(ROOT.resolve(module).resolve("src/test/java"), "/" + type + ".java")) {
                if (declared.matcher(Files.readString(source)).find()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void headingsBecomeAnchorsAsOnGitHub() {
        assertThat(anchors("# ND4J does not start\n\n## `verdict.kernels`, and \"more\"\n"))
                .containsExactlyInAnyOrder("nd4j-does-not-start", "verdictkernels-and-more");
    }

    /** What is wrong with a link from a folder, or from within a page. */
    private static Optional<String> problem(Path folder, @Nullable Path within, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = within != null ? within : folder.resolve(parts[0]).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
            return Optional.of("does not exist");
        }
        return parts.length == 1 || anchors(Files.readString(file)).contains(parts[1])
                ? Optional.empty()
                : Optional.of("names no heading of that page");
    }

    private static Set<String> anchors(String page) {
        return HEADING.matcher(page)
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        pages.addAll(files(ROOT.resolve("docs"), ".md"));
        pages.addAll(files(ROOT.resolve("examples/data"), ".md"));
        return pages;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(List.of(ROOT.resolve("pom.xml"), ROOT.resolve("verdict")));
        for (String module : MODULES) {
            sources.add(ROOT.resolve(module).resolve("pom.xml"));
            sources.addAll(files(ROOT.resolve(module).resolve("src/main"), ".java"));
        }
        return sources;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
