using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

public class ParameterGroupsTests
{
    private static Sequential Model()
    {
        var model = new Sequential(new Linear(2, 2), new Tanh(), new Linear(2, 2));
        model.Init(1);
        return model;
    }

    /// <summary>How far each parameter goes in one step of SGD at rate 1 when every gradient is 1, from 10.</summary>
    private static Dictionary<string, double> Moves(Func<Module, ParameterGroups> groups, double decay = 0.5)
    {
        var model = Model();
        foreach (var (_, p) in model.Parameters())
            p.Assign(Tensor.Full(p.Shape, 10));
        var sgd = new Sgd(groups(model), decay: decay);
        using var tape = Tape.Start();
        Tensor sum = Tensor.Zeros([]);
        foreach (var (_, p) in model.Parameters())
            sum += p.Value.Sum();
        sgd.Step(tape.Backward(sum), 1);
        return model.Parameters().ToDictionary(p => p.Path, p => 10 - p.Parameter.Value.ToArray<float>().Distinct().Single() + 0.0);
    }

    [Fact]
    public void One_group_unless_asked() => Assert.All(Moves(m => m).Values, v => Assert.Equal(1 + 0.5 * 10, v));

    [Fact]
    public void Patterns_set_rate_and_decay()
    {
        var moves = Moves(m => ParameterGroups.Of(m).Set("*.bias", decay: 0).Set("2.*", rateFactor: 0.5));
        Assert.Equal((6.0, 1.0, 3.0, 0.5), (moves["0.weight"], moves["0.bias"], moves["2.weight"], moves["2.bias"]));
    }

    [Fact]
    public void The_last_setting_wins_number_by_number()
    {
        var moves = Moves(m => ParameterGroups.Of(m).Set("*", rateFactor: 2, decay: 0.1).Set("0.*", decay: 0.2).Set("0.bias", rateFactor: 0));
        Assert.Equal((6.0, 0.0, 4.0, 4.0), (moves["0.weight"], moves["0.bias"], moves["2.weight"], moves["2.bias"]));
    }

    [Fact]
    public void Predicates_see_path_and_parameter()
    {
        var moves = Moves(m => ParameterGroups.Of(m).Set((path, p) => path.StartsWith('2') && p.Shape.Rank == 2, rateFactor: 3));
        Assert.Equal((6.0, 18.0, 6.0), (moves["0.weight"], moves["2.weight"], moves["2.bias"]));
    }

    [Fact]
    public void A_setting_changes_no_other_groups()
    {
        var model = Model();
        var all = ParameterGroups.Of(model);
        all.Set("*", decay: 9);
        Assert.All(Moves(_ => ParameterGroups.Of(Model()).Set("*", rateFactor: 0)).Values, v => Assert.Equal(0, v));
        Assert.All(all.Slots(0.5, []), s => Assert.Equal((1, 0.5), (s.RateFactor, s.Decay)));
    }

    [Fact]
    public void State_is_the_same_with_and_without_groups()
    {
        Adam plain = new(Model()), grouped = new(ParameterGroups.Of(Model()).Set("*.bias", decay: 0, rateFactor: 2));
        var (a, b) = (State(plain), State(grouped));
        Assert.Equal(a, b);

        static IEnumerable<string> State(Adam adam)
        {
            adam.Load(new Dictionary<string, Tensor> { ["step"] = Tensor.Of<long>([3], []) });
            return adam.State().Keys.Append(adam.Steps.ToString());
        }
    }

    [Theory]
    [InlineData("1.*", "parameter_groups: no parameter's path matches '1.*'. Near: 0.weight, 0.bias, 2.weight.")]
    [InlineData("0.weigth", "parameter_groups: no parameter's path matches '0.weigth'. Near: 0.weight, 2.weight,")]
    [InlineData("bias", "parameter_groups: no parameter's path matches 'bias'. Near: 0.bias, 2.bias,")]
    public void A_pattern_that_matches_nothing_is_told_with_near_names(string pattern, string message) =>
        Assert.StartsWith(message, Assert.Throws<RangeException>(() => ParameterGroups.Of(Model()).Set(pattern, decay: 0)).Message);

    [Fact]
    public void A_pattern_is_needed() =>
        Assert.Equal("parameter_groups: the pattern is null; one of paths was expected, such as '*.bias'. Give one.", Assert.Throws<NablaException>(() => ParameterGroups.Of(Model()).Set((string)null!)).Message);

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        Assert.Equal("parameter_groups: rate factor -1 is not possible. Give a finite number, 0 or more.", Assert.Throws<RangeException>(() => ParameterGroups.Of(Model()).Set("*", rateFactor: -1)).Message);
        Assert.StartsWith("parameter_groups: decay NaN is not possible.", Assert.Throws<RangeException>(() => ParameterGroups.Of(Model()).Set("*", decay: double.NaN)).Message);
    }

    [Theory]
    [InlineData("*.bias", "a.b.bias", true)]
    [InlineData("*.bias", "bias", false)]
    [InlineData("layer?.*", "layer1.0.weight", true)]
    [InlineData("layer?.*", "layer10.weight", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("a*b*c", "a.b.b.c", true)]
    [InlineData("a*b*c", "a.c.b", false)]
    public void Globs(string pattern, string path, bool matches) => Assert.Equal(matches, Glob.Matches(pattern, path));
}
