namespace Nabla;

/// <summary>Finds the triplets of a batch that are worth learning from; all Euclidean, nothing is recorded.</summary>
public static class TripletMining
{
    /// <summary>For each anchor the farthest positive and the nearest negative ("batch hard", Hermans et al. 2017, eq. 5).</summary>
    /// <remarks>embeddings (N, D), labels (N) of I64 or I32 → three tensors of row numbers (T), I64; anchors without a positive or a negative are left out.</remarks>
    public static (Tensor Anchor, Tensor Positive, Tensor Negative) Hard(Tensor embeddings, Tensor labels) =>
        Mine(embeddings, labels, static (distances, positives, negatives) =>
            [(positives.MaxBy(i => distances[i]), negatives.MinBy(i => distances[i]))]);

    /// <summary>For each pair of one class the nearest negative that is farther than the positive but within the margin (Schroff et al. 2015, eq. 4).</summary>
    /// <remarks>Shapes as in <see cref="Hard"/>; pairs without such a negative are left out. Of no triplets <see cref="Loss.TripletMargin"/> is 0.</remarks>
    public static (Tensor Anchor, Tensor Positive, Tensor Negative) SemiHard(Tensor embeddings, Tensor labels, double margin = 1)
    {
        if (!(margin > 0 && double.IsFinite(margin)))
            throw new RangeException("triplet_mining", $"margin {margin} is not possible. Give a finite number above 0, that of the loss.");
        return Mine(embeddings, labels, (distances, positives, negatives) =>
            from positive in positives
            let inside = negatives.Where(n => distances[n] > distances[positive] && distances[n] < distances[positive] + margin).ToArray()
            where inside.Length > 0
            select (positive, inside.MinBy(n => distances[n])));
    }

    private delegate IEnumerable<(int Positive, int Negative)> Choice(double[] distances, int[] positives, int[] negatives);

    private static (Tensor, Tensor, Tensor) Mine(Tensor embeddings, Tensor labels, Choice choose)
    {
        Tensor.CheckGiven("triplet_mining", "embeddings", embeddings);
        Tensor.CheckGiven("triplet_mining", "labels", labels);
        if (embeddings.Shape.Rank != 2 || labels.Shape != [embeddings.Shape[0]])
            throw new ShapeException("triplet_mining", $"embeddings {embeddings.Shape} and labels {labels.Shape}: (N, D) and (N) were expected. Give one label for each row.");
        if (!embeddings.DType.IsFloat() || labels.DType is not (DType.I64 or DType.I32))
            throw new DTypeException("triplet_mining", $"embeddings are {embeddings.DType}, labels {labels.DType}; F32 or F64 and I64 or I32 were expected. Convert with To.");
        var (classes, distances) = Read(embeddings, labels);
        List<long> anchors = [], positives = [], negatives = [];
        for (int a = 0; a < classes.Length; a++)
        {
            int[] same = [.. Enumerable.Range(0, classes.Length).Where(i => i != a && classes[i] == classes[a])];
            int[] other = [.. Enumerable.Range(0, classes.Length).Where(i => classes[i] != classes[a])];
            if (same.Length == 0 || other.Length == 0)
                continue;
            foreach (var (positive, negative) in choose(distances[a], same, other))
            {
                anchors.Add(a);
                positives.Add(positive);
                negatives.Add(negative);
            }
        }

        return (Rows(anchors), Rows(positives), Rows(negatives));
    }

    // ‖u − v‖ of every two rows, in float64.
    private static (long[] Classes, double[][] Distances) Read(Tensor embeddings, Tensor labels)
    {
        using var scope = new Scope();
        int n = embeddings.Shape[0], width = embeddings.Shape[1];
        double[] x = embeddings.Detach().To(DType.F64).ToArray<double>();
        var distances = new double[n][];
        for (int i = 0; i < n; i++)
        {
            distances[i] = new double[n];
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < width; k++)
                    sum += (x[i * width + k] - x[j * width + k]) * (x[i * width + k] - x[j * width + k]);
                distances[i][j] = Math.Sqrt(sum);
            }
        }

        return (labels.To(DType.I64).ToArray<long>(), distances);
    }

    private static Tensor Rows(List<long> rows) => Tensor.Of<long>([.. rows], [rows.Count]);
}
