package io.verdict.trainer.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * The confusion matrix as a picture: a row is a label, a column a prediction, and a cell is the darker the larger its
 * part of the row. Of more than {@value #MOST_CLASSES} classes those with the most examples are drawn.
 */
final class ConfusionPicture {
    static final int MOST_CLASSES = 40;
    /** Pixels a unit: sharp on dense screens. */
    private static final int SCALE = 2;

    private static final int MARGIN = 24;
    private static final int GAP = 8;
    private static final int AXIS = 28;
    private static final int NAME_COLUMNS = 24;
    private static final Color FULL = new Color(0x1F5A96);
    private static final Color GRID = new Color(0xD0D0D0);
    private static final Color INK = new Color(0x202020);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final ClassificationMetrics metrics;
    private final int[] shown;
    private final List<String> names;
    private final int cell;
    private final int left;
    private final int top;

    private ConfusionPicture(ClassificationMetrics metrics) {
        this.metrics = metrics;
        this.shown = LargestClasses.of(metrics.confusion(), MOST_CLASSES);
        this.names = IntStream.of(shown)
                .mapToObj(i -> ShortName.of(metrics.classes().get(i).name(), NAME_COLUMNS))
                .toList();
        FontMetrics font = fontMetrics();
        int longest = names.stream().mapToInt(font::stringWidth).max().orElse(0);
        int widestNumber = font.stringWidth(Integer.toString(metrics.examples())) + 10;
        this.cell = Math.max(widestNumber, shown.length <= 4 ? 96 : shown.length <= 12 ? 56 : 34);
        this.left = MARGIN + AXIS + longest + GAP;
        this.top =
                MARGIN + TITLE.getSize() + GAP + AXIS + (slanted() ? slantedHeight(longest) : font.getHeight()) + GAP;
    }

    static void write(ClassificationMetrics metrics, Path file) throws IOException {
        ImageIO.write(new ConfusionPicture(metrics).draw(), "png", file.toFile());
    }

    private BufferedImage draw() {
        FontMetrics font = fontMetrics();
        int side = cell * shown.length;
        int lastName = slanted() ? slantedHeight(font.stringWidth(names.get(names.size() - 1))) : 0;
        FontMetrics titleFont = fontMetrics(TITLE);
        int width = Math.max(left + side + lastName + MARGIN, MARGIN + titleFont.stringWidth(title()) + MARGIN);
        BufferedImage image =
                new BufferedImage(width * SCALE, (top + side + MARGIN) * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, top + side + MARGIN);
        graphics.setColor(INK);
        graphics.setFont(TITLE);
        graphics.drawString(title(), MARGIN, MARGIN + TITLE.getSize() / 2);
        graphics.setFont(TEXT);
        axes(graphics, font, side);
        for (int row = 0; row < shown.length; row++) {
            for (int column = 0; column < shown.length; column++) {
                cell(graphics, font, row, column);
            }
        }
        graphics.dispose();
        return image;
    }

    private String title() {
        int classes = metrics.classes().size();
        return shown.length == classes
                ? "Confusion matrix"
                : "Confusion matrix: the " + shown.length + " largest of " + classes + " classes";
    }

    private void axes(Graphics2D graphics, FontMetrics font, int side) {
        graphics.drawString(
                "Prediction",
                left + (side - font.stringWidth("Prediction")) / 2,
                MARGIN + TITLE.getSize() + GAP + font.getAscent());
        rotated(graphics, "Label", MARGIN + font.getAscent() / 2, top + (side + font.stringWidth("Label")) / 2, -90);
        for (int i = 0; i < shown.length; i++) {
            String name = names.get(i);
            int middle = i * cell + cell / 2;
            graphics.drawString(name, left - GAP - font.stringWidth(name), top + middle + font.getAscent() / 2 - 1);
            if (slanted()) {
                rotated(graphics, name, left + middle + font.getAscent() / 4, top - GAP, -45);
            } else {
                graphics.drawString(name, left + middle - font.stringWidth(name) / 2, top - GAP);
            }
        }
    }

    private void cell(Graphics2D graphics, FontMetrics font, int row, int column) {
        int count = metrics.confusion().count(shown[row], shown[column]);
        int support = metrics.confusion().support(shown[row]);
        double part = support == 0 ? 0 : (double) count / support;
        int x = left + column * cell;
        int y = top + row * cell;
        graphics.setColor(mix(part));
        graphics.fillRect(x, y, cell, cell);
        graphics.setColor(GRID);
        graphics.drawRect(x, y, cell, cell);
        graphics.setColor(part > 0.5 ? Color.WHITE : count == 0 ? Color.GRAY : INK);
        String text = Integer.toString(count);
        graphics.drawString(text, x + (cell - font.stringWidth(text)) / 2, y + (cell + font.getAscent()) / 2 - 2);
    }

    /** Whether the names are too long to stand above their columns side by side. */
    private boolean slanted() {
        FontMetrics font = fontMetrics();
        return names.stream().anyMatch(name -> font.stringWidth(name) > cell - 6);
    }

    private static int slantedHeight(int length) {
        return (int) Math.ceil((length + TEXT.getSize()) * Math.sqrt(0.5));
    }

    private static void rotated(Graphics2D graphics, String text, int x, int y, int degrees) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(Math.toRadians(degrees), x, y);
        graphics.drawString(text, x, y);
        graphics.setTransform(before);
    }

    private static Color mix(double part) {
        return new Color(
                (int) Math.round(255 + part * (FULL.getRed() - 255)),
                (int) Math.round(255 + part * (FULL.getGreen() - 255)),
                (int) Math.round(255 + part * (FULL.getBlue() - 255)));
    }

    private static FontMetrics fontMetrics() {
        return fontMetrics(TEXT);
    }

    private static FontMetrics fontMetrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return graphics.getFontMetrics(font);
        } finally {
            graphics.dispose();
        }
    }
}
