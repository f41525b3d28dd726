package io.verdict.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help that lists options under the headings of {@link OptionGroup}. */
final class GroupedHelp extends Help {
    GroupedHelp(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    @Override
    public String optionListHeading(Object... params) {
        return "";
    }

    @Override
    public String parameterListHeading(Object... params) {
        return commandSpec().positionalParameters().isEmpty() ? "" : String.format("%nArguments:%n");
    }

    @Override
    public String commandListHeading(Object... params) {
        return subcommands().isEmpty() ? "" : String.format("%nCommands:%n");
    }

    @Override
    public String optionList() {
        Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
        for (OptionSpec option : commandSpec().options()) {
            if (!option.hidden()) {
                groups.computeIfAbsent(OptionGroup.of(option), group -> new ArrayList<>())
                        .add(option);
            }
        }
        StringBuilder text = new StringBuilder();
        groups.forEach((group, options) -> {
            Layout layout = createDefaultLayout();
            layout.addOptions(options, parameterLabelRenderer());
            text.append(String.format("%n%s:%n%s", group.heading(), layout));
        });
        return text.toString();
    }
}
