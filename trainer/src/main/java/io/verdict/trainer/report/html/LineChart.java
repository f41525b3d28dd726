package io.verdict.trainer.report.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over one axis, such as the loss over the epochs.
 *
 * @param id unlike all others of the page
 * @param lines those without points are left out
 */
record LineChart(String id, String title, Axis x, Axis y, List<Line> lines) {
    /** Beyond this many points the dots would hide the line. */
    private static final int MOST_DOTS = 40;

    record Point(double x, double y) {}

    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    LineChart {
        lines = lines.stream().filter(line -> !line.points().isEmpty()).toList();
    }

    void addTo(Html page) {
        Frame frame = new Frame(page, id, title, description(), x, y);
        frame.begin();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            frame.path("line s" + i, line.points());
            if (line.points().size() <= MOST_DOTS) {
                for (Point point : line.points()) {
                    frame.dot("dot s" + i, point.x(), point.y(), tip(line.name(), point));
                }
            }
        }
        frame.end(lines.stream().map(Line::name).toList());
    }

    /** The first and the last value of each line. */
    private String description() {
        return title + " by " + x.title() + ". "
                + lines.stream()
                        .map(line -> line.name() + ": from "
                                + number(line.points().get(0).y()) + " to "
                                + number(line.points()
                                        .get(line.points().size() - 1)
                                        .y()))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private String tip(String name, Point point) {
        return name + ": " + number(point.y()) + " at " + x.title() + " " + number(point.x());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
