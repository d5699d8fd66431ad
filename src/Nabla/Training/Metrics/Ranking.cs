namespace Nabla.Training;

public static partial class Metrics
{
    /// <summary>The area under the ROC curve: how likely a positive sample scores above a negative one, ties counting half.</summary>
    /// <remarks>scores (N), labels (N) of 0 and 1. Mann–Whitney's U over the number of pairs; Fawcett 2006, section 7.</remarks>
    /// <exception cref="RangeException">There are labels of one class only.</exception>
    public static double RocAuc(Tensor scores, Tensor labels)
    {
        double pairs = 0, below = 0;
        var (groups, positives, negatives) = Groups("roc_auc", scores, labels);
        if (negatives == 0)
            throw new RangeException("roc_auc", $"all {positives} labels are 1, so nothing can be told apart. Give samples of both classes.");
        foreach (var (hits, misses) in groups.Reverse())
        {
            pairs += hits * (below + 0.5 * misses);
            below += misses;
        }

        return pairs / ((double)positives * negatives);
    }

    /// <summary>Average precision, the area under the precision–recall curve in steps: Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds, highest first.</summary>
    /// <remarks>scores (N), labels (N) of 0 and 1. Equal scores share a threshold. Manning, Raghavan and Schütze 2008, section 8.4; scikit-learn's
    /// average_precision_score. No line is drawn between points, which would be too kind (Davis and Goadrich 2006).</remarks>
    /// <exception cref="RangeException">There are no positive labels.</exception>
    public static double AveragePrecision(Tensor scores, Tensor labels)
    {
        var (groups, positives, _) = Groups("average_precision", scores, labels);
        double area = 0, hits = 0, seen = 0;
        foreach (var (more, misses) in groups)
        {
            hits += more;
            seen += more + misses;
            area += more / (double)positives * (hits / seen);
        }

        return area;
    }

    /// <summary>Positives and negatives of each distinct score, highest first.</summary>
    private static ((long Hits, long Misses)[] Groups, long Positives, long Negatives) Groups(string op, Tensor scores, Tensor labels)
    {
        Tensor.CheckGiven(op, "scores", scores);
        Tensor.CheckGiven(op, "labels", labels);
        if (scores.Shape.Rank != 1 || labels.Shape != scores.Shape)
            throw new ShapeException(op, $"scores {scores.Shape} and labels {labels.Shape}: (N) and (N) were expected. Give a score and a label for each sample.");
        double[] s = Doubles(scores), l = Doubles(labels);
        if (l.Any(v => v is not (0 or 1)) || s.Any(double.IsNaN))
            throw new RangeException(op, "a label is not 0 or 1, or a score is NaN. Check the data.");
        long positives = l.LongCount(v => v == 1);
        if (positives == 0)
            throw new RangeException(op, $"none of {l.Length} labels is 1. Give samples of the positive class.");
        var groups = s.Zip(l).GroupBy(p => p.First).OrderByDescending(g => g.Key).Select(g => (Hits: g.LongCount(p => p.Second == 1), Misses: g.LongCount(p => p.Second == 0)));
        return ([.. groups], positives, l.Length - positives);
    }
}
