package io.verdict.trainer.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The picture of a learning rate range test: the loss over the rate, and what is suggested.
 *
 * @param rates the rates, rising
 * @param losses the loss at each, smoothed
 * @param suggestion one of the rates, if one is suggested
 */
public record LearningRatePicture(List<Double> rates, List<Double> losses, OptionalDouble suggestion) {
    public static final String FILE = "lr_find.png";

    private static final Color LOSS = new Color(0x1F77B4);
    private static final Color SUGGESTED = new Color(0xD9541E);
    private static final Color GRID = new Color(0xE4E4E4);

    public LearningRatePicture {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
    }

    /**
     * Writes it as PNG; where this machine cannot draw, there is a warning and no file.
     *
     * @return whether it was written
     * @throws io.verdict.transformer.VerdictException if the file cannot be written
     */
    public boolean write(Path file) {
        return ReportFile.draw(file, this::draw);
    }

    private void draw(Path file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(720)
                .height(480)
                .title("Learning rate range test")
                .xAxisTitle("Learning rate")
                .yAxisTitle("Loss, smoothed")
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(LegendPosition.InsideSW);
        chart.getStyler().setLegendBorderColor(GRID);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(GRID);
        chart.getStyler().setChartPadding(16);
        XYSeries loss = chart.addSeries("loss", rates, losses);
        loss.setMarker(SeriesMarkers.NONE);
        loss.setLineColor(LOSS);
        int place = suggestion.isPresent() ? rates.indexOf(suggestion.getAsDouble()) : -1;
        if (place >= 0) {
            XYSeries point = chart.addSeries(
                    String.format(Locale.ROOT, "suggested: %.2g", suggestion.getAsDouble()),
                    List.of(rates.get(place)),
                    List.of(losses.get(place)));
            point.setMarker(SeriesMarkers.CIRCLE);
            point.setMarkerColor(SUGGESTED);
            point.setLineColor(SUGGESTED);
        }
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
