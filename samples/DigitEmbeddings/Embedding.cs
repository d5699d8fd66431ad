using Nabla;
using Nabla.Optim;
using Nabla.Zoo;

namespace DigitEmbeddings;

/// <summary>An embedding of 8×8 digits in 16 dimensions.</summary>
internal static class Embedding
{
    private const int Width = 16;

    /// <summary>Losses of two unit vectors of each digit, a and b (10, D); row i of both shows the digit i.</summary>
    internal static Dictionary<string, Func<Tensor, Tensor, Tensor>> Losses { get; } = new()
    {
        ["triplet"] = Triplet,
        ["NT-Xent"] = (a, b) => Loss.NtXent(a, b, temperature: 0.2),
        ["InfoNCE"] = (a, b) => Loss.InfoNce(a, b, temperature: 0.2),
    };

    /// <summary>Trains with a loss, and gives the nearest-neighbour accuracy on the test digits.</summary>
    internal static double Learn(string loss, int steps, ulong seed)
    {
        var digits = TableData.Of(ToyTable.All.Single(t => t.Name == "digits").Read(), "digit", seed: seed);
        var pairs = new DigitPairs(digits.Train, seed);
        var model = new Mlp(digits.Schema.Width, [128], Width);
        model.Init(seed);
        var optimizer = new AdamW(model);
        var schedule = Schedules.Cosine(0.003, steps);
        for (int step = 0; step < steps; step++)
        {
            using var tape = Tape.Start(Mode.Train, seed, step);
            var (a, b) = pairs.Draw(step);                                 // (10, 64) each
            optimizer.Step(tape.Backward(Losses[loss](Place(model, a), Place(model, b))), schedule(step));
        }

        return NearestNeighbour.Accuracy(x => Place(model, x), digits.Train, digits.Test);
    }

    /// <summary>Where images (N, 64) lie on the unit sphere: (N, D).</summary>
    private static Tensor Place(Mlp model, Tensor images)
    {
        var z = model.Forward(images);
        return z / ((z * z).Sum([1], keepDims: true) + 1e-12).Sqrt();
    }

    /// <summary>The triplet margin loss of the hardest triplets (Hermans et al. 2017).</summary>
    private static Tensor Triplet(Tensor a, Tensor b)
    {
        var z = Tensor.Concat([a, b]);                                     // (20, D)
        var digit = Tensor.Arange(a.Shape[0]);
        var (anchor, positive, negative) = TripletMining.Hard(z, Tensor.Concat([digit, digit]));
        return Loss.TripletMargin(z.IndexSelect(0, anchor), z.IndexSelect(0, positive), z.IndexSelect(0, negative), margin: 0.5);
    }
}
