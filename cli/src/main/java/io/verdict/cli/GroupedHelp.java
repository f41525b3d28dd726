package io.verdict.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Help that lists options in groups: those of a command first, then {@code --trainer.*}, {@code --model.*} and {@code
 * --data.*}, then those that every command takes.
 */
final class GroupedHelp extends Help {
    private static final Map<String, String> HEADINGS = headings();
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version", "--quiet", "--threads", "--stacktrace");

    GroupedHelp(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    @Override
    public String optionListHeading(Object... params) {
        return "";
    }

    @Override
    public String optionList() {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        HEADINGS.keySet().forEach(group -> groups.put(group, new ArrayList<>()));
        for (OptionSpec option : commandSpec().options()) {
            if (!option.hidden()) {
                Objects.requireNonNull(groups.get(group(option))).add(option);
            }
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((group, options) -> {
            if (!options.isEmpty()) {
                Layout layout = createDefaultLayout();
                layout.addOptions(options, parameterLabelRenderer());
                text.append(String.format("%n%s%n%s", HEADINGS.get(group), layout));
            }
        });
        return text.toString();
    }

    private static String group(OptionSpec option) {
        String name = option.longestName();
        int dot = name.indexOf('.');
        if (dot > 0) {
            return name.substring(2, dot);
        }
        return EVERYWHERE.contains(name) ? "everywhere" : "command";
    }

    private static Map<String, String> headings() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put("command", "Options:");
        headings.put("trainer", "How to train:");
        headings.put("model", "The model:");
        headings.put("data", "The data:");
        headings.put("everywhere", "With every command:");
        return headings;
    }
}
