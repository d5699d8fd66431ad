using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Nabla.Cli;

/// <summary>The curves of a run as SVG.</summary>
internal static class Charts
{
    private const int Width = 620, Height = 300, MaxPoints = 200;
    private static readonly OxyColor s_train = OxyColor.FromRgb(0x33, 0x66, 0xCC), s_test = OxyColor.FromRgb(0xD9, 0x48, 0x01);

    /// <summary>Loss against epochs, on a logarithmic axis.</summary>
    internal static string Loss(RunHistory history, int stepsPerEpoch) => Draw("loss",
        new LogarithmicAxis { Position = AxisPosition.Left, Title = "loss" },
        Line("training", s_train, Thin(history.Steps.Select(s => ((double)s.Step / stepsPerEpoch, s.Loss))), marks: false),
        Line("test", s_test, history.Epochs.Select(e => ((double)e.Step / stepsPerEpoch, e.Test.Loss)), marks: true));

    /// <summary>The score against epochs; shares in percent.</summary>
    internal static string Score(RunHistory history, int stepsPerEpoch)
    {
        bool share = history.Epochs is [{ Score.IsShare: true }, ..];
        string name = history.Epochs is [var first, ..] ? first.Score.Name : "score";
        double unit = share ? 100 : 1;
        return Draw(name,
            new LinearAxis { Position = AxisPosition.Left, Title = share ? $"{name}, %" : name, Maximum = share ? 100 : double.NaN },
            Line("training", s_train, history.Epochs.Select(e => ((double)e.Step / stepsPerEpoch, unit * e.Score.Value)), marks: true),
            Line("test", s_test, history.Epochs.Select(e => ((double)e.Step / stepsPerEpoch, unit * e.TestScore.Value)), marks: true));
    }

    /// <summary>What a regression left over: predicted − actual against predicted, a point a test sample.</summary>
    internal static string Residuals(RegressionResult result)
    {
        var points = new ScatterSeries { Title = "test", MarkerType = MarkerType.Circle, MarkerSize = 3, MarkerFill = OxyColor.FromAColor(140, s_train) };
        points.Points.AddRange(result.Predicted.Zip(result.Actual, (p, y) => new ScatterPoint(p, p - y)));
        var zero = new LineSeries { Title = "exact", Color = s_test, StrokeThickness = 1.2 };
        zero.Points.AddRange([new(result.Predicted.Min(), 0), new(result.Predicted.Max(), 0)]);
        return Draw("residuals", new LinearAxis { Position = AxisPosition.Left, Title = "predicted − actual" }, $"predicted {result.Column}", double.NaN, points, zero);
    }

    /// <summary>The learning rate against epochs.</summary>
    internal static string Rate(RunHistory history, int stepsPerEpoch) => Draw("rate",
        new LinearAxis { Position = AxisPosition.Left, Title = "rate", Minimum = 0 },
        Line("rate", s_train, Thin(history.Steps.Select(s => ((double)s.Step / stepsPerEpoch, s.Rate))), marks: false));

    // Means over equal stretches: a long run stays a small file, and the curve shows no more noise than the eye can use.
    private static IEnumerable<(double X, double Y)> Thin(IEnumerable<(double X, double Y)> points)
    {
        var all = points.Where(p => double.IsFinite(p.Y)).ToArray();
        int size = Math.Max(1, (all.Length + MaxPoints - 1) / MaxPoints);
        return all.Chunk(size).Select(c => (c.Average(p => p.X), c.Average(p => p.Y)));
    }

    private static LineSeries Line(string title, OxyColor colour, IEnumerable<(double X, double Y)> points, bool marks)
    {
        var line = new LineSeries { Title = title, Color = colour, StrokeThickness = marks ? 2 : 1.2, MarkerType = marks ? MarkerType.Circle : MarkerType.None, MarkerSize = 3, MarkerFill = colour };
        line.Points.AddRange(points.Where(p => double.IsFinite(p.Y)).Select(p => new DataPoint(p.X, p.Y)));
        return line;
    }

    private static string Draw(string name, Axis values, params Series[] series) => Draw(name, values, "epoch", 0, series);

    private static string Draw(string name, Axis values, string across, double least, params Series[] series)
    {
        var model = new PlotModel { DefaultFont = "sans-serif", PlotAreaBorderColor = OxyColors.LightGray, Padding = new OxyThickness(6, 2, 16, 2) };
        if (series.Length > 1)
            model.Legends.Add(new Legend { LegendPosition = LegendPosition.TopRight, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Horizontal });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = across, Minimum = least });
        model.Axes.Add(values);
        foreach (var axis in model.Axes)
            (axis.MajorGridlineStyle, axis.MajorGridlineColor, axis.TicklineColor, axis.AxisTitleDistance) = (LineStyle.Solid, OxyColor.FromRgb(0xEE, 0xEE, 0xEE), OxyColors.LightGray, 12);
        foreach (var s in series)
            model.Series.Add(s);
        string svg = new SvgExporter { Width = Width, Height = Height, IsDocument = false }.ExportToString(model);
        int tag = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal));      // the clipping rectangles keep their size, which may be the picture's
        return svg[..tag].Replace($"width=\"{Width}\" height=\"{Height}\"", $"viewBox=\"0 0 {Width} {Height}\"", StringComparison.Ordinal)     // scales with the page
            + svg[tag..].Replace("\"clipPath", $"\"{name}", StringComparison.Ordinal).Replace("#clipPath", $"#{name}", StringComparison.Ordinal);      // several share a page
    }
}
