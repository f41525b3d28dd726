package io.verdict.trainer.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The training curves: loss on the left, accuracy on the right, over epochs, for training and validation. */
final class CurvesPicture {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 480;

    /** Beyond this many points the markers would hide the line. */
    private static final int MOST_MARKED_POINTS = 40;

    private static final Color TRAINING = new Color(0x1F77B4);
    private static final Color VALIDATION = new Color(0xD9541E);
    private static final Color GRID = new Color(0xE4E4E4);

    private CurvesPicture() {}

    static void write(History history, Path file) throws IOException {
        XYChart loss =
                chart("Loss", history, History.Row::trainLoss, History.Validation::loss, LegendPosition.InsideNE);
        XYChart accuracy = chart(
                "Accuracy", history, History.Row::trainAccuracy, History.Validation::accuracy, LegendPosition.InsideSE);
        loss.getStyler().setYAxisMin(0.0);
        accuracy.getStyler().setYAxisMax(1.0);
        BufferedImage both = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(loss), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(accuracy), WIDTH, 0, null);
        graphics.dispose();
        ImageIO.write(both, "png", file.toFile());
    }

    private static XYChart chart(
            String title,
            History history,
            ToDoubleFunction<History.Row> training,
            ToDoubleFunction<History.Validation> validation,
            LegendPosition legend) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("Epoch")
                .yAxisTitle(title)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLegendPosition(legend);
        styler.setLegendBorderColor(GRID);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartPadding(16);
        styler.setPlotGridLinesColor(GRID);
        styler.setYAxisDecimalPattern("0.0##");
        // The axis chooses its own steps, and half an epoch is no place for a label; nothing at all cannot be drawn.
        chart.setCustomXAxisTickLabelsFormatter(
                value -> value == Math.rint(value) ? Long.toString(Math.round(value)) : " ");
        List<History.Row> rows = history.rows();
        add(chart, "training", TRAINING, rows, training);
        List<History.Row> validated =
                rows.stream().filter(row -> row.validation() != null).toList();
        if (!validated.isEmpty()) {
            add(
                    chart,
                    "validation",
                    VALIDATION,
                    validated,
                    row -> validation.applyAsDouble(Objects.requireNonNull(row.validation())));
        }
        return chart;
    }

    private static void add(
            XYChart chart, String name, Color color, List<History.Row> rows, ToDoubleFunction<History.Row> value) {
        List<Double> epochs = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (History.Row row : rows) {
            epochs.add(row.epoch());
            values.add(value.applyAsDouble(row));
        }
        XYSeries series = chart.addSeries(name, epochs, values);
        series.setLineColor(color);
        series.setMarkerColor(color);
        series.setMarker(rows.size() <= MOST_MARKED_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
}
