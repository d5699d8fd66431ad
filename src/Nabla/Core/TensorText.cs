using System.Globalization;
using System.Text;

namespace Nabla;

/// <summary>A print-out that a person can read: type and shape, then the elements in aligned columns.</summary>
/// <remarks>Of more than 1,000 elements each axis shows its first and last three. Floats take four decimals, or scientific
/// notation where those would hide a value; whole numbers end in a point. The same in every culture.</remarks>
internal sealed class TensorText
{
    private const int Summarized = 1000, Edge = 3, LineLength = 100;
    private readonly View view;
    private readonly bool summarize;
    private readonly List<string> texts = [];
    private readonly StringBuilder line = new();
    private int width, next;

    private TensorText(in View view) => (this.view, summarize) = (view, view.Shape.Count > Summarized);

    internal static string Of(Tensor t)
    {
        string title = $"Tensor {t.DType} {t.Shape}";
        if (t.View.Storage.Generation != t.View.Generation)
            return $"{title}: released when its scope ended";
        if (t.Shape.Count == 0)
            return $"{title}: []";
        var text = new TensorText(t.View);
        text.Write();
        GC.KeepAlive(t);
        return title + (t.Shape.Rank == 0 ? ": " : "\n") + text.line;
    }

    private void Write()
    {
        var numbers = new List<double>();
        Visit(0, view.Offset, at => numbers.Add(Number(at)));
        string format = FloatFormat(numbers);
        Visit(0, view.Offset, at => texts.Add(Text(at, format)));
        width = texts.Max(t => t.Length);
        Rows(0);
    }

    private void Visit(int axis, long at, Action<long> element)
    {
        if (axis == view.Shape.Rank)
        {
            element(at - view.Offset);
            return;
        }

        foreach (int i in Shown(axis))
            if (i >= 0)
                Visit(axis + 1, at + i * view.Strides[axis], element);
    }

    // The positions of an axis that are printed; −1 stands for those left out.
    private IEnumerable<int> Shown(int axis)
    {
        int n = view.Shape[axis];
        return !summarize || n <= 2 * Edge ? Enumerable.Range(0, n)
            : [.. Enumerable.Range(0, Edge), -1, .. Enumerable.Range(n - Edge, Edge)];
    }

    private void Rows(int axis)
    {
        if (axis == view.Shape.Rank)
        {
            line.Append(texts[next++]);
            return;
        }

        line.Append('[');
        if (axis == view.Shape.Rank - 1)
            Row(axis);
        else
        {
            string between = "," + new string('\n', view.Shape.Rank - 1 - axis) + new string(' ', axis + 1);
            bool first = true;
            foreach (int i in Shown(axis))
            {
                line.Append(first ? "" : between);
                first = false;
                if (i < 0)
                    line.Append('…');
                else
                    Rows(axis + 1);
            }
        }

        line.Append(']');
    }

    private void Row(int axis)
    {
        int perLine = Math.Max(1, (LineLength - axis - 1) / (width + 2)), n = 0;
        foreach (int i in Shown(axis))
        {
            if (n > 0)
                line.Append(',').Append(n % perLine == 0 ? "\n" + new string(' ', axis + 1) : " ");
            line.Append(i < 0 ? "…" : texts[next++].PadLeft(width));
            n++;
        }
    }

    private static string FloatFormat(List<double> numbers)
    {
        double max = 0, min = double.PositiveInfinity;
        bool whole = true;
        foreach (double x in numbers)
        {
            if (!double.IsFinite(x) || x == 0)
                continue;
            max = Math.Max(max, Math.Abs(x));
            min = Math.Min(min, Math.Abs(x));
            whole &= x == Math.Truncate(x);
        }

        return max >= 1e8 || min < 1e-4 ? "0.0000e+00" : whole ? "0'.'" : "0.0000";
    }

    private unsafe double Number(long at) => view.DType switch
    {
        DType.F32 => view.Data<float>()[at],
        DType.F64 => view.Data<double>()[at],
        DType.BF16 => view.Data<BFloat16>()[at],
        DType.F16 => (double)view.Data<Half>()[at],
        _ => 0,
    };

    private unsafe string Text(long at, string format)
    {
        switch (view.DType)
        {
            case DType.I32: return view.Data<int>()[at].ToString(CultureInfo.InvariantCulture);
            case DType.I64: return view.Data<long>()[at].ToString(CultureInfo.InvariantCulture);
            case DType.U8: return view.Data<byte>()[at].ToString(CultureInfo.InvariantCulture);
            case DType.Bool: return view.Data<byte>()[at] != 0 ? "true" : "false";
        }

        double x = Number(at);
        return double.IsNaN(x) ? "nan" : double.IsInfinity(x) ? x > 0 ? "inf" : "-inf" : x.ToString(format, CultureInfo.InvariantCulture);
    }
}
