package io.verdict.trainer.report.html;

import java.util.List;
import java.util.Locale;

/**
 * The frame of a chart: an SVG picture with a title, a description, a grid, two axes with numbers and names. What is
 * drawn into it is drawn between {@link #begin} and {@link #end}.
 */
final class Frame {
    private static final double WIDTH = 440;
    private static final double HEIGHT = 280;
    private static final double LEFT = 74;
    private static final double RIGHT = 14;
    private static final double TOP = 10;
    private static final double BOTTOM = 46;

    private final Html page;
    private final String id;
    private final String title;
    private final String description;
    private final Axis x;
    private final Axis y;

    /**
     * The frame.
     *
     * @param id unlike all others of the page
     * @param description what the picture shows, for those who do not see it
     */
    Frame(Html page, String id, String title, String description, Axis x, Axis y) {
        this.page = page;
        this.id = id;
        this.title = title;
        this.description = description;
        this.x = x;
        this.y = y;
    }

    void begin() {
        page.open("figure", "class", "chart").element("figcaption", title);
        page.open(
                "svg",
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(HEIGHT),
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-description");
        page.element("title", title, "id", id + "-title");
        page.element("desc", description, "id", id + "-description");
        for (double tick : y.ticks()) {
            line("grid", x.from(), tick, x.to(), tick);
            text(LEFT - 8, y(tick) + 4, "end", y.label(tick));
        }
        for (double tick : x.ticks()) {
            line("grid", tick, y.from(), tick, y.to());
            text(x(tick), HEIGHT - BOTTOM + 18, "middle", x.label(tick));
        }
        page.element(
                "text",
                x.title(),
                "class",
                "axis",
                "x",
                number((LEFT + WIDTH - RIGHT) / 2),
                "y",
                number(HEIGHT - 8),
                "text-anchor",
                "middle");
        String middle = number((TOP + HEIGHT - BOTTOM) / 2);
        page.element(
                "text",
                y.title(),
                "class",
                "axis",
                "x",
                "12",
                "y",
                middle,
                "text-anchor",
                "middle",
                "transform",
                "rotate(-90 12 " + middle + ")");
    }

    void end() {
        line("base", x.from(), y.from(), x.to(), y.from());
        page.close().close();
    }

    /** The same with a legend under the picture. */
    void end(List<String> names) {
        line("base", x.from(), y.from(), x.to(), y.from());
        page.close();
        page.open("ul", "class", "legend");
        for (int i = 0; i < names.size(); i++) {
            page.open("li").open("svg", "viewBox", "0 0 28 10", "aria-hidden", "true");
            page.empty("line", "class", "line s" + i, "x1", "1", "y1", "5", "x2", "27", "y2", "5");
            page.empty("circle", "class", "dot s" + i, "cx", "14", "cy", "5", "r", "3");
            page.close().text(names.get(i)).close();
        }
        page.close().close();
    }

    /** A straight line between two points, in the axes' values. */
    void line(String style, double x1, double y1, double x2, double y2) {
        page.empty(
                "line",
                "class",
                style,
                "x1",
                number(x(x1)),
                "y1",
                number(y(y1)),
                "x2",
                number(x(x2)),
                "y2",
                number(y(y2)));
    }

    /** A bar from the bottom up. */
    void bar(String style, double from, double to, double height, String tip) {
        double left = x(from);
        double top = y(height);
        page.open(
                "rect",
                "class",
                style,
                "x",
                number(left + 1),
                "y",
                number(top),
                "width",
                number(Math.max(0.5, x(to) - left - 2)),
                "height",
                number(Math.max(0, y(y.from()) - top)));
        page.element("title", tip).close();
    }

    /** A point that tells its value under the pointer. */
    void dot(String style, double px, double py, String tip) {
        page.open("circle", "class", style, "cx", number(x(px)), "cy", number(y(py)), "r", "3.2");
        page.element("title", tip).close();
    }

    /** A line through points. */
    void path(String style, List<LineChart.Point> points) {
        StringBuilder places = new StringBuilder();
        for (LineChart.Point point : points) {
            places.append(number(x(point.x())))
                    .append(',')
                    .append(number(y(point.y())))
                    .append(' ');
        }
        page.empty("polyline", "class", style, "points", places.toString().strip());
    }

    /** A text beside a point, in the axes' values. */
    void label(double px, double py, String anchor, String text) {
        text(x(px), y(py), anchor, text);
    }

    private void text(double px, double py, String anchor, String text) {
        page.element("text", text, "x", number(px), "y", number(py), "text-anchor", anchor);
    }

    private double x(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
