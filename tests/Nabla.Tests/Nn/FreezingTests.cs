using Nabla.Nn;

namespace Nabla.Tests.Nn;

public class FreezingTests
{
    [Fact]
    public void What_matches_is_frozen_and_modules_with_nothing_to_learn_evaluate()
    {
        var model = Model();
        model.Freeze("?.weight");
        Assert.Equal(["0.weight", "1.weight", "3.weight"], Frozen(model));
        Assert.All(model.Modules(), m => Assert.False(m.Module.Frozen));
        model.Freeze("1.*");
        Assert.Equal(["0.weight", "1.weight", "1.bias", "3.weight"], Frozen(model));
        Assert.Equal(["1"], model.Modules().Where(m => m.Module.Frozen).Select(m => m.Path));

        model.Init(0);
        using (Tape.Start(Mode.Train))
            model.Forward(Tensor.Normal([4, 3], random: new Philox(1, 0)));
        Assert.All(model.State()["1.running_mean"].ToArray<float>(), v => Assert.Equal(0, v));          // frozen batch norm learns no statistics
    }

    [Fact]
    public void A_pattern_that_matches_nothing_is_told()
    {
        Assert.Equal("freeze: no parameter's path matches '4.weight'. Near: 0.weight, 1.weight, 3.weight.", Assert.Throws<RangeException>(() => Model().Freeze("4.weight")).Message);
        Assert.Equal("freeze: the pattern is null; one of paths was expected, such as 'layer1.*'. Give one.", Assert.Throws<NablaException>(() => Model().Freeze(null!)).Message);
    }

    private static Sequential Model() => new(new Linear(3, 2), new BatchNorm1d(2), new ReLU(), new Linear(2, 2));

    private static IEnumerable<string> Frozen(Module model) => model.Parameters().Where(p => p.Parameter.Frozen).Select(p => p.Path);
}
