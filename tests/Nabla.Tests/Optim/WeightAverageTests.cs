using Nabla.Nn;
using Nabla.Optim;

namespace Nabla.Tests.Optim;

public class WeightAverageTests
{
    private static readonly double[] Values = [3, -1, 4, 1, -5, 9, 2, 6];

    private static void Set(Vector model, double value)
    {
        using var scope = new Scope();
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Full([11], value, model.Value.DType) });
    }

    private static Vector Model(DType type = DType.F64)
    {
        var model = new Vector(11);
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Zeros([11], type) });
        return model;
    }

    private static double Average(WeightAverage average, Vector model)
    {
        using (average.Swap())
            return Assert.Single(model.Value.To(DType.F64).ToArray<double>().Distinct());
    }

    /// <summary>What the average must be after n values.</summary>
    private static double Expected(AverageStart start, double beta, int n) => start switch
    {
        AverageStart.First => Enumerable.Range(1, n - 1).Aggregate(Values[0], (a, t) => beta * a + (1 - beta) * Values[t]),
        AverageStart.Unbiased => Enumerable.Range(0, n).Sum(t => Math.Pow(beta, n - 1 - t) * Values[t]) / Enumerable.Range(0, n).Sum(t => Math.Pow(beta, t)),
        _ => Enumerable.Range(1, n - 1).Aggregate(Values[0], (a, t) => Math.Min(beta, (t + 1) / (t + 10.0)) is var b ? b * a + (1 - b) * Values[t] : a),
    };

    [Theory]
    [InlineData(AverageStart.First)]
    [InlineData(AverageStart.Unbiased)]
    [InlineData(AverageStart.Rising)]
    public void Follows_its_definition(AverageStart start)
    {
        foreach (var (type, tolerance) in new[] { (DType.F64, 1e-13), (DType.F32, 1e-5) })
        {
            var model = Model(type);
            var average = new WeightAverage(model, 0.3, start);
            for (int n = 1; n <= Values.Length; n++)
            {
                Set(model, Values[n - 1]);
                average.Update();
                Assert.Equal(Expected(start, 0.3, n), Average(average, model), tolerance);
                Assert.Equal(Values[n - 1], model.Value.To(DType.F64).ToArray<double>()[0]);       // the weights are back
            }
        }
    }

    [Fact]
    public void Swapped_in_the_model_computes_with_the_averages()
    {
        var model = Model();
        var average = new WeightAverage(model, 0.5);
        foreach (double v in new[] { 1.0, 3 })
        {
            Set(model, v);
            average.Update();
        }

        using (average.Swap())
        {
            Assert.Equal(2 * 11, model.Forward(Tensor.Ones([11], DType.F64)).Sum().Item());
            Assert.Equal("weight_average: the averages are in the model now. Dispose what Swap gave first.", Assert.Throws<NablaException>(average.Update).Message);
            Assert.Throws<NablaException>(() => average.Swap());
        }

        Assert.Equal(3 * 11, model.Forward(Tensor.Ones([11], DType.F64)).Sum().Item());
    }

    [Theory]
    [InlineData(AverageStart.First)]
    [InlineData(AverageStart.Unbiased)]
    [InlineData(AverageStart.Rising)]
    public void Saved_and_loaded_it_goes_on_with_the_same_bits(AverageStart start)
    {
        Vector model = Model(DType.F32), other = Model(DType.F32);
        WeightAverage whole = new(model, 0.9, start), half = new(model, 0.9, start), rest = new(other, 0.9, start);
        for (int n = 0; n < 3; n++)
        {
            Set(model, Values[n]);
            whole.Update();
            half.Update();
        }

        rest.Load(half.State());
        for (int n = 3; n < Values.Length; n++)
        {
            Set(model, Values[n]);
            Set(other, Values[n]);
            whole.Update();
            rest.Update();
        }

        Assert.Equal(Values.Length, rest.Updates);
        Assert.Equal(Average(whole, model), Average(rest, other));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_changes()
    {
        var model = Model();
        var average = new WeightAverage(model);
        Assert.Equal("weight_average: there is no average yet. Call Update after each step.", Assert.Throws<NablaException>(() => average.Swap()).Message);
        average.Update();
        Assert.Equal("load: the checkpoint has no average of weights. Load it without one, or start anew.", Assert.Throws<DataException>(() => average.Load(new Dictionary<string, Tensor>())).Message);
        var wrong = new Dictionary<string, Tensor> { ["updates"] = Tensor.Of<long>([5], []), ["value.theta"] = Tensor.Zeros([3]) };
        Assert.Equal("load: the average of weights does not fit: value.theta is F32 (3), (11) was expected. Check that it was saved for this model.", Assert.Throws<DataException>(() => average.Load(wrong)).Message);
        wrong.Remove("value.theta");
        Assert.Contains("value.theta is missing", Assert.Throws<DataException>(() => average.Load(wrong)).Message);
        wrong["value.theta"] = Tensor.Zeros([11]);
        wrong["updates"] = Tensor.Of<long>([-2], []);
        Assert.Equal("load: the average of weights has -2 updates of type I64; an I64 number, 0 or more, was expected. Save it again, or start anew.", Assert.Throws<DataException>(() => average.Load(wrong)).Message);
        wrong["updates"] = Tensor.Of<double>([2.5], []);
        Assert.Contains("has 2.5 updates of type F64", Assert.Throws<DataException>(() => average.Load(wrong)).Message);
        Assert.Throws<ArgumentNullException>(() => average.Load(null!));
        foreach (string name in new[] { "updates", "value.theta" })
            Assert.Equal($"load: {name} is null; a tensor was expected. Check what should have made it.", Assert.Throws<NablaException>(() => average.Load(new Dictionary<string, Tensor>(average.State()) { [name] = null! })).Message);
        Assert.Throws<ArgumentNullException>(() => new WeightAverage(null!));
        Assert.Equal(1, average.Updates);
        Assert.Equal("weight_average: decay 1 is not possible. Give a number in [0, 1).", Assert.Throws<RangeException>(() => new WeightAverage(model, 1)).Message);
    }

    [Fact]
    public void It_follows_a_model_whose_type_changes()
    {
        var model = Model(DType.F32);
        var average = new WeightAverage(model, 0.5);
        Set(model, 1);
        average.Update();
        model.Load(new Dictionary<string, Tensor> { ["theta"] = Tensor.Full([11], 2, DType.F64) });
        average.Update();
        Assert.Equal(1.5, Average(average, model));
        Assert.Equal(DType.F64, model.Value.DType);
    }
}
