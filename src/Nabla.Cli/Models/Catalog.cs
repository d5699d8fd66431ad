using Nabla.Nn;
using Nabla.Optim;
using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>The settings a model is trained with when the command line gives no others.</summary>
internal sealed record Recipe(string Data, int Epochs, int Batch, double Rate, string Schedule, int Warmup, string Optimizer)
{
    internal double WeightDecay { get; init; }

    /// <summary>How training images are changed, see <see cref="Augmentation"/>; null for not at all.</summary>
    internal string? Augment { get; init; }

    /// <summary>Of models of tables.</summary>
    internal TableSettings? Table { get; init; }
}

/// <summary>A model that <c>train</c> knows by name.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Title">For people.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Input">The shape of a sample; a model of tables has the recipe's data's.</param>
/// <param name="Classes">How many it tells apart, likewise.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Recipe">Its settings.</param>
internal sealed record ModelEntry(string Name, string Title, string Source, Shape Input, int Classes, Func<Module<Tensor, Tensor>> Create, Recipe Recipe)
{
    /// <summary>Its settings where it predicts a number.</summary>
    internal Recipe? Regression { get; init; }

    /// <summary>Makes it for images of a shape, other classes than those, images normalized by these numbers; null where it knows only its own.</summary>
    internal Func<Shape, int, ChannelStatistics, Module<Tensor, Tensor>>? OfClasses { get; init; }

    /// <summary>The images (C, H, W) that it takes, and words for them; null for those of its own number of channels.</summary>
    internal (Func<Shape, bool> Test, string Words)? Images { get; init; }

    /// <summary>How its published weights expect images to be normalized, which it must be told; null where it does that by itself.</summary>
    internal ChannelStatistics? Statistics { get; init; }

    /// <summary>Makes it for the images and classes of a data set.</summary>
    internal Module<Tensor, Tensor> Make(Shape images, int classes, ChannelStatistics? statistics = null) => OfClasses?.Invoke(images, classes, statistics ?? Statistics ?? ChannelStatistics.ImageNet) ?? Create();

    /// <summary>Whether it can be made for images (C, H, W) of so many classes; too small ones it refuses itself.</summary>
    internal bool Takes(Shape images, int classes) => OfClasses is null ? images == Input && classes == Classes : Images?.Test(images) ?? images[0] == Input[0];

    /// <summary>Whether it can learn pictures.</summary>
    internal bool TakesColour => OfClasses is not null && Takes([3, Input[1], Input[2]], Classes);

    /// <summary>What to do with a trained one.</summary>
    internal string Advice(string run) => Recipe.Table is not null ? $"Predict from a table of yours: nabla predict {run} new.csv"
        : Input == [1, Digit.Side, Digit.Side] ? $"Try it on a picture of yours: nabla predict {run} picture.png"
        : $"See which classes it confuses: nabla eval {run}; try it on a picture of yours: nabla predict {run} photo.jpg";
}

/// <summary>Every model that the command line knows.</summary>
internal static class Catalog
{
    private static readonly TableSettings s_classification = new() { Target = "species", Task = TableSettings.ToClassify, Hidden = [64, 64], Activation = "relu", Norm = "batch", Dropout = 0.1, Loss = "cross-entropy" };

    internal static IReadOnlyList<ModelEntry> Models { get; } =
    [
        new("lenet5", "LeNet-5", "LeCun, Bottou, Bengio and Haffner 1998, figure 2", [1, 28, 28], Classes: 10, () => new LeNet5(),
            new("mnist-mini", Epochs: 12, Batch: 64, Rate: 0.05, "cosine", Warmup: 0, "sgd"))
        {
            OfClasses = (images, classes, _) => new LeNet5(classes, images[0], images[1]),
            Images = (i => i[0] is 1 or 3 && i[1] is 28 or 32 && i[1] == i[2], "1 or 3 channels of 28×28 or 32×32"),
        },
        new("mnist-cnn", "CNN with batch norm for MNIST", "of no paper; blocks of Simonyan and Zisserman 2015", [1, 28, 28], Classes: 10, () => new MnistCnn(),
            new("mnist", Epochs: 12, Batch: 64, Rate: 0.05, "cosine", Warmup: 0, "sgd") { WeightDecay = 5e-4, Augment = Augmentation.Standard })
        {
            OfClasses = (_, classes, _) => new MnistCnn(classes),
        },
        .. new[] { 20, 32, 44, 56, 110 }.Select(depth => Residual($"resnet{depth}", depth, Shortcut.PadChannels)),
        .. new[] { 20, 32, 44, 56, 110 }.Select(depth => Residual($"resnet{depth}-b", depth, Shortcut.Project)),
        .. new[] { 20, 32, 44, 56, 110 }.Select(depth => Residual($"plain{depth}", depth, Shortcut.None)),
        .. Published.All,
        new("mlp", "Multilayer perceptron", "Rumelhart, Hinton and Williams 1986", [4], Classes: 3, () => new Mlp(4, s_classification.Hidden, 3, s_classification.Activation, s_classification.Norm, s_classification.Dropout),
            new("iris", Epochs: 40, Batch: 16, Rate: 0.002, "cosine", Warmup: 0, "adamw") { WeightDecay = 0.01, Table = s_classification })
        {
            Regression = new("diabetes", Epochs: 40, Batch: 16, Rate: 0.002, "cosine", Warmup: 0, "adamw")
            {
                WeightDecay = 0.01,
                Table = s_classification with { Target = "progression", Task = TableSettings.ToPredict, Dropout = 0.3, Loss = "mse" },
            },
        },
    ];

    internal static string[] Schedules { get; } = [.. ScheduleEntry.All.Select(s => s.Name)];

    internal static string[] Optimizers { get; } = [.. OptimizerEntry.All.Select(o => o.Name)];

    /// <summary>The recipe's learning rate, or a usual one of an optimizer that is not the recipe's.</summary>
    internal static double Rate(Recipe recipe, string optimizer) => optimizer == recipe.Optimizer ? recipe.Rate : OptimizerEntry.Get(optimizer).Rate;

    /// <summary>The rate of a run's steps, and the momentum where its schedule moves that too.</summary>
    internal static (Schedule Rate, Schedule? Momentum) Schedule(RunConfig config, long steps)
    {
        var entry = ScheduleEntry.Get(config.Schedule);
        var numbers = new ScheduleNumbers(config.Lr, steps) { Warmup = config.Warmup > 0 ? config.Warmup : null, Milestones = config.Milestones, Continuous = config.Continuous };
        return (entry.Rate(numbers), entry.Momentum?.Invoke(numbers));
    }

    private static ModelEntry Residual(string name, int depth, Shortcut shortcut) =>
        new(name, Architectures.All.Single(a => a.Name == name).Title, "He et al. 2016, section 4.2", [3, 32, 32], Classes: 10, () => new CifarResNet(depth, shortcut),
            new("cifar10-5k", Epochs: 30, Batch: 64, Rate: 0.05, "cosine", Warmup: 100, "sgd") { WeightDecay = 1e-4 })
        {
            OfClasses = (_, classes, _) => new CifarResNet(depth, shortcut, classes),
        };

    /// <summary>The model of a name that has been checked.</summary>
    internal static ModelEntry Get(string name) => Models.First(m => m.Name == name);
}
