using System.Security.Cryptography;
using Nabla.Nn;

namespace Nabla.Training;

/// <summary>A fingerprint of a model, to tell whether two trainings gave the same bits.</summary>
public static class WeightsHash
{
    /// <summary><c>sha256:…</c> over all parameters as float32, little-endian, in ordinal order of their names.</summary>
    public static unsafe string Of(Module model)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var scope = new Scope();
        foreach (var (_, parameter) in model.Parameters().OrderBy(p => p.Path, StringComparer.Ordinal))
        {
            var t = parameter.Value.To(DType.F32).Contiguous();
            sha.AppendData(new ReadOnlySpan<byte>(t.View.Data<byte>(), checked((int)(t.Shape.Count * sizeof(float)))));
            GC.KeepAlive(t);
        }

        return "sha256:" + Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
