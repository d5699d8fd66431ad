using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Nabla.Cli;

/// <summary>A schedule as SVG: the rate on the left axis, the momentum, where it has one, on the right.</summary>
internal static class ScheduleChart
{
    private const int MaxPoints = 4000;
    private static readonly OxyColor s_rate = OxyColor.FromRgb(0x33, 0x66, 0xCC), s_momentum = OxyColor.FromRgb(0xD9, 0x48, 0x01);

    internal static string Draw(ScheduleEntry entry, double[] rates, double[]? momenta)
    {
        var model = new PlotModel { DefaultFont = "sans-serif", Title = $"{entry.Name}: {entry.Formula}", TitleFontSize = 14, TitleFontWeight = FontWeights.Normal, PlotAreaBorderColor = OxyColors.LightGray, Padding = new OxyThickness(8, 8, 12, 8), Background = OxyColors.White };
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "step", MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.WhiteSmoke });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Key = "rate", Title = "learning rate", TitleColor = s_rate, Minimum = 0, AxisTitleDistance = 18, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.WhiteSmoke });
        model.Series.Add(Line("rate", s_rate, rates));
        if (momenta is not null)
        {
            model.Axes.Add(new LinearAxis { Position = AxisPosition.Right, Key = "momentum", Title = "momentum", TitleColor = s_momentum, AxisTitleDistance = 18 });
            model.Series.Add(Line("momentum", s_momentum, momenta));
        }

        return new SvgExporter { Width = 720, Height = 360 }.ExportToString(model);
    }

    private static LineSeries Line(string axis, OxyColor colour, double[] values)
    {
        var line = new LineSeries { YAxisKey = axis, Color = colour, StrokeThickness = 1.6 };
        int stride = (values.Length + MaxPoints - 1) / MaxPoints;
        for (int t = 0; t < values.Length; t += stride)
            line.Points.Add(new DataPoint(t, values[t]));
        return line;
    }
}
