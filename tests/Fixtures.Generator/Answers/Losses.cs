using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Nabla.Fixtures;

internal static partial class Answers
{
    private static Dictionary<string, Func<torch.Tensor[], torch.Tensor>> Losses => new()
    {
        ["Loss.CrossEntropy"] = x => F.cross_entropy(x[0], x[1]),
        ["Loss.CrossEntropy: summed, I32 labels"] = x => F.cross_entropy(x[0], x[1], reduction: nn.Reduction.Sum),
        ["Loss.CrossEntropy: unreduced"] = x => F.cross_entropy(x[0], x[1], reduction: nn.Reduction.None),
        ["Loss.CrossEntropy: weighted, smoothed, of pixels"] = x => F.cross_entropy(x[0], x[1], x[2].detach(), label_smoothing: 0.1),
        ["Loss.CrossEntropy: one class ignored"] = x => F.cross_entropy(x[0], x[1], ignore_index: 1),
        ["Loss.SoftCrossEntropy"] = x => F.cross_entropy(x[0], x[1], label_smoothing: 0.1),
        ["Loss.SoftCrossEntropy: some masked"] = x => -(x[1] * WhereSome(x[1], x[0].log_softmax(1))).sum(1).mean(),      // libtorch's own has 0·∞
        ["Loss.Nll: one class ignored"] = x => x[1].ne(1).nonzero().flatten() is var kept ? F.nll_loss(x[0].index_select(0, kept), x[1].index_select(0, kept)) : x[0],
        ["Loss.Nll"] = x => F.nll_loss(x[0], x[1], x[2].detach()),
        ["Loss.Mse"] = x => F.mse_loss(x[0], x[1]),
        ["Loss.Mse: per sample of the batch"] = x => F.mse_loss(x[0], x[1], nn.Reduction.Sum) / x[0].shape[0],
        ["Loss.Mae"] = x => F.l1_loss(x[0], x[1]),
        ["Loss.Huber"] = x => F.huber_loss(x[0], x[1], delta: 0.7),
        ["Loss.SmoothL1"] = x => F.smooth_l1_loss(x[0], x[1], beta: 0.5),
        ["Loss.BinaryCrossEntropyWithLogits"] = x => F.binary_cross_entropy_with_logits(x[0], x[1]),
        ["Loss.BinaryCrossEntropyWithLogits: positive weight"] = x => (x[2] * x[1] * F.softplus(-x[0], 1, 1000) + (1 - x[1]) * F.softplus(x[0], 1, 1000)).mean(),   // nor of the weight
        ["Loss.BinaryCrossEntropy"] = x => -(x[1] * x[0].log() + (1 - x[1]) * (1 - x[0]).log()).mean(),     // libtorch's own has no gradient of the target
        ["Loss.BinaryCrossEntropy: of certainties"] = x => F.binary_cross_entropy(x[0], x[1].detach()),
        ["Loss.BinaryCrossEntropy: positive weight"] = x => -(x[2] * x[1] * x[0].log() + (1 - x[1]) * (1 - x[0]).log()).mean(),     // libtorch has none of probabilities
        ["Loss.BinaryFocal"] = x => BinaryFocal(x[0], x[1], 0.25, 2),
        ["Loss.Focal"] = x => Focal(x[0], x[1], x[2], 2).mean(),
        ["Loss.Focal: of pixels"] = x => Focal(x[0], x[1], x[2], 1.5),
        ["Loss.KlDivergence"] = x => F.kl_div(x[0], x[1], false, nn.Reduction.Sum) / x[0].shape[0],
        ["Loss.KlDivergence: of a class without probability"] = x => (x[1] * (WhereSome(x[1], x[1].clamp_min(1e-300).log()) - WhereSome(x[1], x[0]))).sum(),     // so has this
        ["Loss.KlDivergence: of one certain class"] = x => F.kl_div(x[0], F.one_hot(x[1], 5).to(float64), false, nn.Reduction.Sum),
        ["Loss.KlDivergence: along the channels"] = x => F.kl_div(x[0], x[1], false, nn.Reduction.Sum) / x[0].shape[0],
        ["Loss.KlDivergence: of logarithms"] = x => F.kl_div(x[0], x[1], true),
        ["Loss.Hinge"] = x => (1 - x[0] * x[1].sign()).clamp_min(0).mean(),
        ["Loss.Hinge: squared"] = x => (1 - x[0] * x[1].sign()).clamp_min(0).square().mean(),
        ["Loss.CosineEmbedding"] = x => F.cosine_embedding_loss(x[0], x[1], x[2].sign(), -0.5),
        ["Loss.TripletMargin"] = x => F.triplet_margin_loss(x[0], x[1], x[2]),
        ["Loss.TripletMargin: swapped, norm 3"] = x => F.triplet_margin_loss(x[0], x[1], x[2], 3, 3, 1e-6, swap: true),
        ["Loss.TripletMargin: of embeddings that are almost one"] = x => F.triplet_margin_loss(x[0], x[1], x[2]),
        ["Loss.TripletMargin: of embeddings that are almost one, swapped, norm 3"] = x => F.triplet_margin_loss(x[0], x[1], x[2], 3, 3, 1e-6, swap: true),
        ["Loss.TripletMargin: norm 1"] = x => F.triplet_margin_loss(x[0], x[1], x[2], p: 1),
        ["Loss.TripletMargin: largest difference"] = x => ((x[0] - x[1] + 1e-6).abs().amax([1]) - (x[0] - x[2] + 1e-6).abs().amax([1]) + 1).clamp_min(0).mean(),
        ["Loss.NtXent"] = x => NtXent(x[0], x[1], 0.5).mean(),
        ["Loss.NtXent: cold, unreduced"] = x => NtXent(x[0], x[1], 0.1),
        ["Loss.InfoNce"] = x => -(Unit(x[0]).matmul(Unit(x[1]).T) / 0.1).log_softmax(1).diag().mean(),
        ["Loss.InfoNce: negatives for all, summed"] = x => InfoNce(Cosines(x[0], x[1]), Unit(x[0]).matmul(Unit(x[2]).T), 0.5).sum(),
        ["Loss.InfoNce: negatives for each, unreduced"] = x => InfoNce(Cosines(x[0], x[1]), Cosines(x[0].unsqueeze(1), x[2]), 0.1),
    };

    private static torch.Tensor Unit(torch.Tensor x) => x / x.norm(-1, keepdim: true);

    private static torch.Tensor Cosines(torch.Tensor a, torch.Tensor b) => (Unit(a) * Unit(b)).sum(-1);

    /// <summary>Chen et al. 2020, eq. 1, term by term: the positive, and the sum over all but oneself.</summary>
    private static torch.Tensor NtXent(torch.Tensor a, torch.Tensor b, double temperature)
    {
        long n = a.shape[0];
        torch.Tensor z = cat([a, b], 0), e = (Unit(z).matmul(Unit(z).T) / temperature).exp();
        var others = e.sum(1) - e.diagonal();
        return -(cat([Cosines(a, b), Cosines(b, a)], 0) / temperature - others.log());
    }

    private static torch.Tensor InfoNce(torch.Tensor near, torch.Tensor away, double temperature) =>
        ((near / temperature).exp() + (away / temperature).exp().sum(1)).log() - near / temperature;

    /// <summary>0 where p is 0, and no gradient.</summary>
    private static torch.Tensor WhereSome(torch.Tensor p, torch.Tensor x) => x.masked_fill(p.eq(0), 0);

    /// <summary>torchvision's sigmoid_focal_loss, with 1 − p of the truth as a sum of what it loses: its difference has no digits near 1.</summary>
    private static torch.Tensor BinaryFocal(torch.Tensor x, torch.Tensor t, double alpha, double gamma)
    {
        var p = x.sigmoid();
        var missed = p * (1 - t) + (-x).sigmoid() * t;
        var weight = alpha * t + (1 - alpha) * (1 - t);
        return (weight * missed.pow(gamma) * (t * F.softplus(-x, 1, 1000) + (1 - t) * F.softplus(x, 1, 1000))).mean();
    }

    /// <summary>Lin et al. 2017, eq. 5, by the odds d against the truth: −ln p = ln(1 + eᵈ), 1 − p = σ(d). Neither has a difference.</summary>
    private static torch.Tensor Focal(torch.Tensor x, torch.Tensor labels, torch.Tensor weights, double gamma)
    {
        var at = labels.unsqueeze(1);
        var others = x.masked_fill(F.one_hot(labels, x.shape[1]).movedim([-1], [1]).to(@bool), double.NegativeInfinity);
        var d = others.logsumexp(1) - x.gather(1, at).squeeze(1);
        return weights.index_select(0, labels.flatten()).reshape(labels.shape) * d.sigmoid().pow(gamma) * F.softplus(d, 1, 1000);
    }
}
