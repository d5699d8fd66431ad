using System.Globalization;
using System.Security.Cryptography;
using Nabla.Io;
using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Training;

/// <summary>One file with all that a training needs to go on bit for bit, as safetensors.</summary>
/// <remarks>
/// Tensors: <c>model.conv1.weight</c>, <c>optimizer.momentum.conv1.weight</c>, <c>early_stop.best</c>, <c>plateau.factor</c>,
/// <c>average.value.conv1.weight</c>; metadata: <c>step</c>, <c>sha256</c> (of the same file without this entry, so that no damaged byte goes unnoticed) and what
/// the caller adds. Data order and random numbers depend on seed and step alone, so they need no state.
/// </remarks>
public static class Checkpoint
{
    private const string Model = "model.", Optimizer = "optimizer.", Stop = "early_stop.", PlateauPart = "plateau.", AveragePart = "average.", Step = "step", Digest = "sha256";

    /// <summary>Writes atomically. Refuses parameters that are not finite, so that the last good checkpoint stays.</summary>
    public static void Save(string path, Module model, Optimizer? optimizer = null, long step = 0, EarlyStop? earlyStop = null, IReadOnlyDictionary<string, string>? metadata = null, WeightAverage? average = null, ReduceOnPlateau? plateau = null)
    {
        using var scope = new Scope();
        var tensors = new Dictionary<string, Tensor>();
        foreach (var (name, t) in model.State())
            tensors.Add(Model + name, t.AllFinite() ? t : throw new DivergedException("checkpoint", $"{name} of shape {t.Shape} holds NaN or infinity, so {path} was not written. The checkpoint before it is still good: resume there with a lower learning rate."));
        foreach (var (name, t) in optimizer?.State() ?? [])
            tensors.Add(Optimizer + name, t);
        foreach (var (name, t) in earlyStop?.State() ?? [])
            tensors.Add(Stop + name, t);
        foreach (var (name, t) in average?.State() ?? [])
            tensors.Add(AveragePart + name, t);
        foreach (var (name, t) in plateau?.State() ?? [])
            tensors.Add(PlateauPart + name, t);
        var all = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>()) { [Step] = step.ToString(CultureInfo.InvariantCulture) };
        all.Remove(Digest);
        all[Digest] = DigestOf(tensors, all);
        SafeTensors.Save(path, tensors, all);
    }

    /// <summary>Restores what <see cref="Save"/> wrote; the steps done, and the metadata.</summary>
    /// <remarks>A file without <c>sha256</c>, as other programs make one, is taken as it is.</remarks>
    /// <exception cref="DataException">The file is damaged, or belongs to another model or optimizer. Nothing has changed then.</exception>
    public static (long Step, IReadOnlyDictionary<string, string> Metadata) Load(string path, Module model, Optimizer? optimizer = null, EarlyStop? earlyStop = null, WeightAverage? average = null, ReduceOnPlateau? plateau = null)
    {
        var tensors = Read(path, out var metadata);
        if (!long.TryParse(metadata.GetValueOrDefault(Step), NumberStyles.None, CultureInfo.InvariantCulture, out long step))
            throw new DataException(path, "is not a checkpoint: it does not tell its step. Give a file that Checkpoint.Save wrote.");
        Dictionary<string, Tensor> weights = Part(tensors, Model), state = Part(tensors, Optimizer), stop = Part(tensors, Stop), averages = Part(tensors, AveragePart), reductions = Part(tensors, PlateauPart);
        model.CheckFits(weights);
        optimizer?.CheckFits(state, slot => weights.TryGetValue(slot.Path, out var w) ? w.DType : slot.Parameter.Value.DType);
        average?.CheckFits(averages);
        plateau?.CheckFits(reductions);
        earlyStop?.Load(stop);
        model.Load(weights);
        optimizer?.Load(state);
        average?.Load(averages);
        plateau?.Load(reductions);
        return (step, metadata);
    }

    /// <summary>The model's weights alone, by their names.</summary>
    public static Dictionary<string, Tensor> Weights(string path) => Part(Read(path, out _), Model);

    /// <summary>The metadata alone, once the whole file is found undamaged.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(string path)
    {
        Read(path, out var metadata);
        return metadata;
    }

    // Types as they are stored, since the digest is of these bytes; widened once they are found sound.
    private static Dictionary<string, Tensor> Read(string path, out Dictionary<string, string> metadata)
    {
        using var scope = new Scope();
        var tensors = SafeTensors.Load(path, out metadata, widen: false);
        if (metadata.Remove(Digest, out string? written) && written != DigestOf(tensors, metadata))
            throw new DataException(path, "is damaged: its content does not match its SHA-256. Use an older checkpoint.");
        return tensors.ToDictionary(t => t.Key, t => t.Value.DType is DType.F16 or DType.BF16 ? t.Value.To(DType.F32).Keep() : t.Value);
    }

    private static string DigestOf(Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata)
    {
        using var sha = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
            SafeTensors.Write(stream, tensors, metadata);
        return Convert.ToHexStringLower(sha.Hash!);
    }

    private static Dictionary<string, Tensor> Part(Dictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value);
}
