using Nabla;
using Nabla.Data;

namespace DigitEmbeddings;

/// <summary>Classifies by the label of the nearest known embedding.</summary>
internal static class NearestNeighbour
{
    /// <summary>The part of the samples of <paramref name="test"/> whose nearest of <paramref name="known"/>, by the cosine, has their label.</summary>
    internal static double Accuracy(Func<Tensor, Tensor> embed, Dataset known, Dataset test)
    {
        using var scope = new Scope();
        Tensor[] k = All(known), t = All(test);
        var nearest = embed(t[0]).MatMul(embed(k[0]).T).ArgMax(1);         // (tests), row numbers of the known
        return k[1].IndexSelect(0, nearest).Equal(t[1]).Sum().Item() / test.Count;
    }

    private static Tensor[] All(Dataset data) => data.Get([.. Enumerable.Range(0, data.Count)]);
}
