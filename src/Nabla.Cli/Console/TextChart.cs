using System.Text;

namespace Nabla.Cli;

/// <summary>A curve as blocks of text: the area below it, eight levels a row.</summary>
internal static class TextChart
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>The curve from 0 to its highest value, with both at the left, and the first and last index below.</summary>
    /// <param name="values">The curve.</param>
    /// <param name="room">Columns that there are.</param>
    /// <param name="height">Rows of the curve.</param>
    internal static string Draw(double[] values, int room, int height = 12)
    {
        double top = Math.Max(values.Max(), double.Epsilon);
        string label = $"{top:G4}";
        int width = Math.Min(values.Length, Math.Clamp(room - label.Length - 3, 10, 72));
        int[] levels = [.. Enumerable.Range(0, width).Select(c => (int)Math.Round(8 * height * (Column(values, c, width) / top)))];
        var text = new StringBuilder();
        for (int row = height - 1; row >= 0; row--)
        {
            text.Append((row == height - 1 ? label : row == 0 ? "0" : "").PadLeft(label.Length)).Append(" ┤");
            foreach (int level in levels)
                text.Append(Eighths[Math.Clamp(level - 8 * row, 0, 8)]);
            text.Append('\n');
        }

        string last = $"{values.Length - 1}";
        return text.Append(' ', label.Length + 2).Append('0').Append(last.PadLeft(Math.Max(last.Length + 1, width - 1))).Append('\n').ToString();
    }

    // The highest of a column's values, so that no peak is lost.
    private static double Column(double[] values, int c, int width) =>
        values[(int)((long)values.Length * c / width)..(int)((long)values.Length * (c + 1) / width)].Max();
}
